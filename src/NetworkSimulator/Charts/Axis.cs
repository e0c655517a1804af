using System.Globalization;

namespace NetworkSimulator.Charts;

/// <summary>A value axis from 0 with round steps.</summary>
internal static class Axis
{
    /// <summary>The axis' end and its step (1, 2 or 5 times a power of ten), for about five lines.</summary>
    public static (double Top, double Step) For(double largest)
    {
        if (largest <= 0)
            return (1, 1);
        var rough = largest / 5;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step =
            power
            * (
                (rough / power) switch
                {
                    <= 1 => 1,
                    <= 2 => 2,
                    <= 5 => 5,
                    _ => 10,
                }
            );
        return (step * Math.Ceiling(largest / step - 1e-9), step);
    }

    /// <summary>The next of 1, 2, 5, 10, 20, … that is at least so much.</summary>
    public static int Round(double least)
    {
        for (var step = 1; ; step *= 10)
            foreach (var round in new[] { step, 2 * step, 5 * step })
                if (round >= least)
                    return round;
    }

    public static string Label(double value) =>
        Math.Round(value, 3).ToString(value >= 10_000 ? "#,0" : "0.###", CultureInfo.InvariantCulture);
}
