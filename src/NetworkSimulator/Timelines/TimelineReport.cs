using System.Globalization;
using System.Text;
using NetworkSimulator.Charts;

namespace NetworkSimulator.Timelines;

/// <summary>A result for readers: Markdown and a chart, both in the stretches of time of <see cref="TimelineResult.Shares"/>.</summary>
internal static class TimelineReport
{
    const int MostPods = 20;

    static readonly (FailureCause Cause, string Name, ChartTone Tone)[] Causes =
    [
        (FailureCause.StaleAddress, "stale address", ChartTone.Purple),
        (FailureCause.ConnectionReset, "connection reset", ChartTone.Brown),
        (FailureCause.Refused, "refused", ChartTone.Red),
        (FailureCause.NotReady, "not ready", ChartTone.Amber),
        (FailureCause.Denied, "denied", ChartTone.Grey),
        (FailureCause.Unresolved, "unresolved", ChartTone.Sky),
    ];

    public static string Markdown(TimelineResult result)
    {
        var causes = Occurring(result);
        var text = new StringBuilder(result.Why).Append("\n\n");
        Row(
            text,
            [
                "Client",
                "Sent",
                "Succeeded",
                .. causes.Select(c => Capital(c.Name)),
                "Connections",
                "Look-ups",
                "Longest wait",
                "Busiest Pod",
            ]
        );
        Rule(text, causes.Count + 6);
        foreach (var c in result.Clients)
            Row(
                text,
                [
                    c.Name,
                    N(c.Sent),
                    N(c.Succeeded),
                    .. causes.Select(cause => N(c.Failed.Of(cause.Cause))),
                    N(c.Connections),
                    N(c.Lookups),
                    Invariant($"{c.LongestWaitSeconds:0.##} s"),
                    c.Imbalance is { } i ? Invariant($"{i.Ratio:0.##} × average") : "–",
                ]
            );
        text.Append('\n');
        Row(text, ["Seconds", "Sent", "Succeeded", .. causes.Select(c => Capital(c.Name))]);
        Rule(text, causes.Count + 2);
        foreach (var (from, to, sent, succeeded, failed) in Stretches(result))
            Row(text, [$"{from}–{to}", N(sent), N(succeeded), .. causes.Select(c => N(failed[(int)c.Cause]))]);
        text.Append('\n');
        Row(text, ["Pod", "Revision", "Served"]);
        Rule(text, 2);
        foreach (var pod in result.Pods.Take(MostPods))
            Row(text, [pod.Name, N(pod.Revision), N(pod.Served)]);
        if (result.Pods.Length > MostPods)
            Row(
                text,
                [
                    Invariant($"and {result.Pods.Length - MostPods:#,0} more"),
                    "",
                    N(result.Pods.Skip(MostPods).Sum(p => p.Served)),
                ]
            );
        return text.ToString();
    }

    public static BarChart Chart(TimelineResult result)
    {
        var causes = Occurring(result);
        var stretches = Stretches(result).ToList();
        var width = result.Shares[0].ToSecond - result.Shares[0].FromSecond;
        return new()
        {
            Title = "Requests by outcome over time",
            Description = result.Why,
            XLabel = "seconds from the start",
            YLabel = width == 1 ? "requests a second" : $"requests in {width} seconds",
            Series = [new("succeeded", ChartTone.Green), .. causes.Select(c => new ChartSeries(c.Name, c.Tone))],
            Bars =
            [
                .. stretches.Select(s => new ChartBar(
                    s.From.ToString(CultureInfo.InvariantCulture),
                    [s.Succeeded, .. causes.Select(c => (double)s.Failed[(int)c.Cause])]
                )),
            ],
            Marks = [.. result.Events.Select(e => new ChartMark(e.At / width, e.What))],
        };
    }

    static List<(FailureCause Cause, string Name, ChartTone Tone)> Occurring(TimelineResult result) =>
        [.. Causes.Where(c => result.Totals.Failed.Of(c.Cause) > 0)];

    static IEnumerable<(int From, int To, int Sent, int Succeeded, int[] Failed)> Stretches(TimelineResult result)
    {
        foreach (var bucket in result.Shares)
        {
            var seconds = result.Seconds[bucket.FromSecond..bucket.ToSecond];
            yield return (
                bucket.FromSecond,
                bucket.ToSecond,
                seconds.Sum(s => s.Sent),
                seconds.Sum(s => s.Succeeded),
                [.. Causes.Select(c => seconds.Sum(s => s.Failed.Of(c.Cause)))]
            );
        }
    }

    static void Row(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(Cell)).Append(" |\n");

    // The first column names, the others count.
    static void Rule(StringBuilder text, int counts) =>
        text.Append("| --- |").Append(string.Concat(Enumerable.Repeat(" ---: |", counts))).Append('\n');

    static string Cell(string text)
    {
        var cell = new StringBuilder(text.Length);
        foreach (var c in text)
            cell.Append(c is '|' or '\\' or '<' or '`' or '*' or '_' or '[' ? $"\\{c}" : $"{c}");
        return cell.ToString();
    }

    static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    static string N(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
