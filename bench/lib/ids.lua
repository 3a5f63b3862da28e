-- Beacons that differ in one parameter: BENCH_PARAMETER is id, or another name as long, which the API ignores.
local parameter = os.getenv("BENCH_PARAMETER")
local number = 0

request = function()
  number = number + 1
  return wrk.format("GET", "/hakaru?name=open&value=0&" .. parameter .. "=018f3e9c-7d11-" .. number)
end
