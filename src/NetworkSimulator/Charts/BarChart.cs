using System.Collections.Immutable;

namespace NetworkSimulator.Charts;

/// <summary>Stacked bars, one for each bucket of time or each thing compared, as one self-contained SVG.</summary>
public sealed record BarChart
{
    /// <summary>What the chart shows, in a few words; the SVG's <c>title</c>.</summary>
    public required string Title { get; init; }

    /// <summary>What a reader should see in it, in a sentence with numbers; the SVG's <c>desc</c>.</summary>
    public required string Description { get; init; }

    /// <summary>What the bars stand for, with the unit.</summary>
    public required string XLabel { get; init; }

    /// <summary>What their height stands for, with the unit.</summary>
    public required string YLabel { get; init; }

    /// <summary>The layers of every bar, lowest first, as the legend lists them.</summary>
    public required ImmutableArray<ChartSeries> Series { get; init; }

    /// <summary>The bars from left to right.</summary>
    public required ImmutableArray<ChartBar> Bars { get; init; }

    /// <summary>Whether the sum of its layers stands above each bar: for few bars that are compared.</summary>
    public bool ShowsTotals { get; init; }

    /// <summary>What the bars' <see cref="ChartBar.Level"/> stands for, as the legend says it; null where they have none.</summary>
    public string? LevelName { get; init; }

    /// <summary>Moments worth a line across the chart.</summary>
    public ImmutableArray<ChartMark> Marks { get; init; } = [];

    /// <summary>Draws it. The same chart gives the same text; nothing in it runs or loads anything.</summary>
    /// <exception cref="ArgumentException">A bar does not have one finite, non-negative value for each series.</exception>
    public string ToSvg() => SvgWriter.Write(this);
}

/// <summary>A layer of the bars.</summary>
/// <param name="Name">As the legend says it.</param>
/// <param name="Tone">Its colour.</param>
public sealed record ChartSeries(string Name, ChartTone Tone);

/// <summary>One bar.</summary>
/// <param name="Label">Below it; with many bars only some labels are drawn.</param>
/// <param name="Values">The height of each layer, in the order of the series; none negative.</param>
public sealed record ChartBar(string Label, ImmutableArray<double> Values)
{
    /// <summary>A second row below the label, such as how much the bar rests on.</summary>
    public string? Note { get; init; }

    /// <summary>A height drawn as a line across the bar, to compare it with: what was expected, a limit.</summary>
    public double? Level { get; init; }
}

/// <summary>A vertical line.</summary>
/// <param name="At">Its place, in bars from the left: 1.5 is the middle of the second bar.</param>
/// <param name="Label">What happened there.</param>
public sealed record ChartMark(double At, string Label);

/// <summary>Colours that differ in lightness too, in light and dark.</summary>
public enum ChartTone
{
    /// <summary>What went well.</summary>
    Green,

    /// <summary>A plain quantity.</summary>
    Blue,

    /// <summary>A second quantity beside the first.</summary>
    Sky,

    /// <summary>A lesser fault, or what is scarce.</summary>
    Amber,

    /// <summary>A fault.</summary>
    Red,

    /// <summary>A fault of another kind.</summary>
    Purple,

    /// <summary>A fault of a third kind.</summary>
    Brown,

    /// <summary>What is left over or does not count.</summary>
    Grey,
}
