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
        var text = new StringBuilder(result.Why).Append('\n');
        MarkdownTable.Append(
            text,
            ["At", "What happens"],
            result.Events.Select(e => (string[])[Seconds(e.At), e.What])
        );
        MarkdownTable.Append(
            text,
            [
                "Client",
                "Sent",
                "Succeeded",
                .. causes.Select(c => Capital(c.Name)),
                "On Pods that had left",
                "Connections",
                "Look-ups",
                "Longest wait",
                "Busiest Pod",
                "Idle Pods",
            ],
            result.Clients.Select(c =>
                (string[])
                    [
                        c.Name,
                        N(c.Sent),
                        N(c.Succeeded),
                        .. causes.Select(cause => N(c.Failed.Of(cause.Cause))),
                        N(c.ServedAfterRemoval),
                        N(c.Connections),
                        N(c.Lookups),
                        Seconds(c.LongestWaitSeconds),
                        c.Imbalance is { } i ? Invariant($"{i.Ratio:0.##} × average") : MarkdownTable.None,
                        c.Imbalance is { } idle
                            ? Invariant($"{idle.IdlePods:#,0} of {idle.Pods:#,0}")
                            : MarkdownTable.None,
                    ]
            )
        );
        MarkdownTable.Append(
            text,
            ["Seconds", "Sent", "Succeeded", .. causes.Select(c => Capital(c.Name))],
            Stretches(result)
                .Select(s =>
                    (string[])
                        [
                            $"{s.From}–{s.To}",
                            N(s.Sent),
                            N(s.Succeeded),
                            .. causes.Select(c => N(s.Failed[(int)c.Cause])),
                        ]
                )
        );
        MarkdownTable.Append(
            text,
            ["Pod", "Revision", "Served"],
            result
                .Pods.Take(MostPods)
                .Select(pod => (string[])[pod.Name, N(pod.Revision), N(pod.Served)])
                .Concat(Others(result))
        );
        return text.ToString();
    }

    static IEnumerable<string[]> Others(TimelineResult result) =>
        result.Pods.Length > MostPods
            ?
            [
                [
                    Invariant($"and {result.Pods.Length - MostPods:#,0} more"),
                    "",
                    N(result.Pods.Skip(MostPods).Sum(p => p.Served)),
                ],
            ]
            : [];

    public static BarChart Chart(TimelineResult result)
    {
        var causes = Occurring(result);
        var width = result.Shares[0].ToSecond - result.Shares[0].FromSecond;
        ChartSeries[] left = result.ServedAfterRemoval > 0 ? [new("on Pods that had left", ChartTone.Blue)] : [];
        return new()
        {
            Title = "Requests by outcome over time",
            Description = result.Why,
            XLabel = "seconds from the start",
            YLabel = width == 1 ? "requests a second" : $"requests in {width} seconds",
            Series =
            [
                new("succeeded", ChartTone.Green),
                .. left,
                .. causes.Select(c => new ChartSeries(c.Name, c.Tone)),
            ],
            Bars =
            [
                .. Stretches(result)
                    .Select(s => new ChartBar(
                        s.From.ToString(CultureInfo.InvariantCulture),
                        [
                            s.Succeeded - s.AfterRemoval,
                            .. left.Select(_ => (double)s.AfterRemoval),
                            .. causes.Select(c => (double)s.Failed[(int)c.Cause]),
                        ]
                    )),
            ],
            Marks = [.. result.Events.Select(e => new ChartMark(e.At / width, e.What))],
        };
    }

    static List<(FailureCause Cause, string Name, ChartTone Tone)> Occurring(TimelineResult result) =>
        [.. Causes.Where(c => result.Totals.Failed.Of(c.Cause) > 0)];

    static IEnumerable<(int From, int To, int Sent, int Succeeded, int AfterRemoval, int[] Failed)> Stretches(
        TimelineResult result
    )
    {
        foreach (var bucket in result.Shares)
        {
            var seconds = result.Seconds[bucket.FromSecond..bucket.ToSecond];
            yield return (
                bucket.FromSecond,
                bucket.ToSecond,
                seconds.Sum(s => s.Sent),
                seconds.Sum(s => s.Succeeded),
                seconds.Sum(s => s.ServedAfterRemoval),
                [.. Causes.Select(c => seconds.Sum(s => s.Failed.Of(c.Cause)))]
            );
        }
    }

    static string Seconds(double seconds) => Invariant($"{seconds:0.##} s");

    static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    static string N(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
