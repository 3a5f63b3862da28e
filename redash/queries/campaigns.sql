-- Campaigns
-- Impressions by advertiser and campaign in a range of days, those with the most first; empty names are ads nobody has described.
-- Time: UTC. From the first day to the last, both included whole.
-- final is 1 when all of the days is counted; while it is 0, the sums may still grow.
SELECT
  advertiser,
  campaign,
  CAST(SUM(impressions) AS SIGNED) AS impressions,
  CAST(SUM(invalid) AS SIGNED) AS invalid,
  CAST(SUM(valid) AS SIGNED) AS valid,
  CAST(SUM(value_sum) AS SIGNED) AS value_sum,
  CAST(MIN(final) AS SIGNED) AS final
FROM campaigns_per_day
WHERE day >= DATE('{{ date.start }}') AND day < DATE('{{ date.end }}') + INTERVAL 1 DAY
GROUP BY advertiser, campaign
ORDER BY impressions DESC, advertiser, campaign
