namespace NetworkSimulator.Timelines;

/// <summary>Simulated time as a count of hundredths of a second: the finest step at which anything happens.</summary>
internal static class Ticks
{
    public const int PerSecond = 100;

    /// <summary>Later than anything that a run can reach.</summary>
    public const int Never = int.MaxValue / 2;

    public static int Of(double seconds) => (int)Math.Round(seconds * PerSecond, MidpointRounding.AwayFromZero);

    public static int OfMilliseconds(int milliseconds) => Math.Max(1, (milliseconds + 9) / 10);

    public static double Seconds(int ticks) => ticks / (double)PerSecond;
}
