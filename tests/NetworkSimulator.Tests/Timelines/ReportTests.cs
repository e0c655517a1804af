using System.Xml.Linq;
using NetworkSimulator.Timelines;

namespace NetworkSimulator.Tests.Timelines;

public class ReportTests
{
    static readonly TimelineResult Result = Plans.Run(
        Plans.Pods,
        Plans.ResolveEachTime with
        {
            Name = "a|b",
        },
        120,
        new Rollout { At = 30 }
    );

    [Fact]
    public void Markdown_tells_why_and_tabulates_only_causes_that_occurred()
    {
        var lines = Result.ToMarkdown().Split('\n');

        Assert.Equal(Result.Why, lines[0]);
        Assert.Equal("| 30 s | rollout |", lines[4]);
        Assert.Equal(
            "| Client | Sent | Succeeded | Refused | On Pods that had left | Connections | Look-ups | Longest wait | Busiest Pod | Idle Pods |",
            lines[6]
        );
        Assert.StartsWith(
            "| a\\|b | 12,000 | 11,889 | 111 | 0 | 11,889 | 12,000 | 0 s |",
            lines[8],
            StringComparison.Ordinal
        );
        Assert.Equal("| Seconds | Sent | Succeeded | Refused |", lines[10]);
        Assert.Equal("| --- | ---: | ---: | ---: |", lines[11]);
        Assert.Equal(60, lines.Skip(12).TakeWhile(l => l.Length > 0).Count());
        Assert.Contains("| web-1 | 1 |", Result.ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_chart_stacks_outcomes_and_marks_events()
    {
        var chart = Result.ToChart();

        Assert.Equal(["succeeded", "refused"], chart.Series.Select(s => s.Name));
        Assert.Equal(12_000, chart.Bars.Sum(b => b.Values.Sum()));
        Assert.Equal(15, Assert.Single(chart.Marks).At);
        Assert.Equal(Result.Why, XElement.Parse(chart.ToSvg()).Elements().ElementAt(1).Value);
    }

    [Fact]
    public void What_Pods_that_had_left_served_is_told_by_client_and_by_second_and_drawn()
    {
        var result = Plans.Run(Plans.Pods with { PreStopSeconds = 20 }, Plans.HttpClient, 60, new Rollout { At = 10 });

        Assert.InRange(result.ServedAfterRemoval, 1, result.Totals.Succeeded);
        Assert.Equal(result.ServedAfterRemoval, result.Seconds.Sum(s => s.ServedAfterRemoval));
        Assert.EndsWith(", which PooledConnectionLifetime would bound.", result.Why, StringComparison.Ordinal);
        var chart = result.ToChart();
        Assert.Equal(["succeeded", "on Pods that had left"], chart.Series.Select(s => s.Name));
        Assert.Equal(result.ServedAfterRemoval, chart.Bars.Sum(b => b.Values[1]));
    }

    [Theory]
    [InlineData(10, 10, 1)]
    [InlineData(60, 60, 1)]
    [InlineData(61, 31, 2)]
    [InlineData(3_600, 60, 60)]
    public void Long_runs_are_told_in_at_most_sixty_stretches(int seconds, int stretches, int width)
    {
        var shares = Plans.Run(Plans.Pods, Plans.HttpClient with { RequestsPerSecond = 1 }, seconds).Shares;

        Assert.Equal(stretches, shares.Length);
        Assert.Equal(width, shares[0].ToSecond);
    }

    [Fact]
    public void Working_memory_does_not_grow_with_simulated_time()
    {
        long Allocated(int seconds)
        {
            var plan = Plans.Of(
                Plans.Pods,
                Plans.HttpClient with
                {
                    PooledConnectionLifetimeSeconds = 2,
                },
                seconds,
                new Rollout { At = 5 }
            );
            Plans.Run(plan);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Plans.Run(plan);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // A row for each second, and nothing for each of the 300,000 requests more.
        Assert.InRange(Allocated(3_600) - Allocated(600), 0, 3_000 * 250);
    }
}
