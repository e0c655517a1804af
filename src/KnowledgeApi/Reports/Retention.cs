using System.Collections.Immutable;
using System.Globalization;
using NetworkSimulator.Charts;

namespace KnowledgeApi.Reports;

/// <summary>What was still known of cards once learnt, beside what the model predicted.</summary>
/// <param name="Target">The chance of recall that the learner asked for.</param>
public sealed record Retention(
    long Reviews,
    double? Recalled,
    double? Predicted,
    double Target,
    IReadOnlyList<RetentionPoint> Curve
)
{
    // Each span about twice the one before, as intervals are.
    private static readonly int[] Ends = [1, 3, 7, 14, 30, 60, 120, 240, int.MaxValue];

    internal static Retention Of(IReadOnlyCollection<Recall> recalls, double target)
    {
        var reviews = recalls.Sum(recall => recall.Count);
        return new(
            reviews,
            reviews == 0 ? null : Share(recalls.Sum(recall => recall.Recalled), reviews),
            reviews == 0 ? null : Share(recalls.Sum(recall => recall.Predicted), reviews),
            target,
            [
                .. recalls
                    .GroupBy(recall => Array.FindIndex(Ends, end => recall.Days <= end))
                    .OrderBy(span => span.Key)
                    .Select(span =>
                        RetentionPoint.Of(span.Key == 0 ? 0 : Ends[span.Key - 1] + 1, Ends[span.Key], [.. span])
                    ),
            ]
        );
    }

    internal static double Share(double part, long all) => Math.Round(part / all, 4);

    public BarChart ToChart() =>
        new()
        {
            Title = "What is still known",
            Description =
                Reviews == 0
                    ? "No card that was learnt has come again yet."
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"Of {Reviews} reviews {Recalled:P0} were recalled; {Predicted:P0} were predicted and {Target:P0} asked for."
                    ),
            XLabel = "days since the last review",
            YLabel = "share of reviews, %",
            LevelName = "predicted",
            Series = [new("recalled", ChartTone.Green), new("forgotten", ChartTone.Amber)],
            Bars =
            [
                .. Curve.Select(point => new ChartBar(
                    point.Label,
                    ImmutableArray.Create(100 * point.Recalled, 100 * (1 - point.Recalled))
                )
                {
                    Note = string.Create(CultureInfo.InvariantCulture, $"{point.Recalled:P0} of {point.Reviews}"),
                    Level = 100 * point.Predicted,
                }),
            ],
        };
}

/// <param name="To">The last day of the span; absent for the last span.</param>
public sealed record RetentionPoint(int From, int? To, long Reviews, double Recalled, double Predicted)
{
    internal string Label =>
        string.Create(CultureInfo.InvariantCulture, $"{From}{(To is null ? "+" : To == From ? "" : $"–{To}")} d");

    internal static RetentionPoint Of(int from, int to, IReadOnlyCollection<Recall> span)
    {
        var reviews = span.Sum(recall => recall.Count);
        return new(
            from,
            to == int.MaxValue ? null : to,
            reviews,
            Retention.Share(span.Sum(recall => recall.Recalled), reviews),
            Retention.Share(span.Sum(recall => recall.Predicted), reviews)
        );
    }
}
