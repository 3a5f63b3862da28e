package hakaru.kakeru;

import hakaru.kakeru.load.RunResult;
import hakaru.kakeru.load.Schedule;

/** The run that the report is about; {@code cores} is the processor time kakeru itself took, per second. */
record Measurement(Schedule schedule, RunResult result, double cores) {}
