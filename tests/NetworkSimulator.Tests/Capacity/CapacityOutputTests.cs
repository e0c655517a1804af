using System.Xml.Linq;
using NetworkSimulator.Capacity;

namespace NetworkSimulator.Tests.Capacity;

public class CapacityOutputTests
{
    [Fact]
    public void Markdown_has_a_table_of_each_list()
    {
        var text = CapacityMarkdown.Write(Plans.Of("10.0.0.0/26", "m5.large", nodes: 3, pods: 60).Report());

        Assert.StartsWith(
            "45 of 60 Pods run. 15 stay ContainerCreating on a node without an address for them.",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "| private-a | 10.0.0.0/26 | 64 | 5 | 0 | 3 | 2 | 45 | 0 | 9 | 0 |",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("| workers | m5.large | 3 | 3 | 29 | 29 | 29 | 45 |", text, StringComparison.Ordinal);
        Assert.Contains(
            "| Prefix delegation | ENABLE\\_PREFIX\\_DELEGATION=true, max-pods as recommended | 32 | -13 | 32 |",
            text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Pods_without_a_node_are_told_from_those_without_an_address()
    {
        var plan = Plans.Of("10.0.0.0/27", "m5.large", nodes: 1, pods: 40);
        string Explained(int? maxPods) =>
            (plan with { NodeGroups = [plan.NodeGroups[0] with { MaxPods = maxPods }] }).Report().Explanation;

        Assert.Contains("22 stay Pending without a node.", Explained(20), StringComparison.Ordinal);
        Assert.Contains(
            "13 stay Pending without a node, 9 stay ContainerCreating on a node without an address",
            Explained(29),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Names_cannot_break_a_table()
    {
        var plan = Plans.Of("10.0.0.0/26", "m5.large", nodes: 1, pods: 0) with
        {
            Subnets = [new("a|b\n# <script> [x](y)", "10.0.0.0/26")],
        };

        var text = CapacityMarkdown.Write(plan.Report());

        Assert.Contains("| a\\|b \\# \\<script\\> \\[x\\](y) | 10.0.0.0/26", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n#", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_chart_shows_each_limit_and_the_Pods_wanted()
    {
        var svg = CapacityChart.Of(Plans.Of("10.0.0.0/26", "m5.large", nodes: 3, pods: 60).Report()).ToSvg();

        var titles = XElement.Parse(svg).Descendants().Where(e => e.Name.LocalName == "title").Select(e => e.Value);
        Assert.Equal(
            [
                "Pods by limit",
                "subnet addresses: allowed 56",
                "interfaces: allowed 81",
                "max-pods: allowed 81",
                "all limits together: allowed 53",
                "Pods wanted: running 45",
                "Pods wanted: pending 15",
            ],
            titles
        );
    }

    [Fact]
    public void A_limit_that_sets_no_number_has_no_bar()
    {
        var plan = Plans.Of("10.0.0.0/26", "m5.large", nodes: 1, pods: 1) with { Mode = AddressMode.Ipv6 };

        Assert.DoesNotContain("interfaces", CapacityChart.Of(plan.Report()).ToSvg(), StringComparison.Ordinal);
    }
}
