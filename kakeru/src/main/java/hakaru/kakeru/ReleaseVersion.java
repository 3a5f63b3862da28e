package hakaru.kakeru;

import hakaru.kakeru.report.Machine;
import picocli.CommandLine.IVersionProvider;

/** Answers {@code --version}. */
final class ReleaseVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"kakeru " + Machine.release()};
    }
}
