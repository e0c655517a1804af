using NetworkSimulator.Capacity;

namespace NetworkSimulator.Tests.Capacity;

/// <summary>Plans of a single subnet and node group, the common case of the tests.</summary>
internal static class Plans
{
    public static CapacityPlan Of(string cidr, string instanceType, int nodes, int pods) =>
        new()
        {
            Subnets = [new("private-a", cidr) { Zone = "eu-central-1a" }],
            NodeGroups = [new("workers", instanceType, nodes)],
            Pods = [new("web", pods)],
        };

    public static CapacityReport Report(this CapacityPlan plan)
    {
        var result = CapacityPlanner.Run(plan);
        Assert.Empty(result.Problems);
        return result.Report!;
    }

    public static Remedy Remedy(this CapacityReport report, RemedyKind kind) =>
        Assert.Single(report.Remedies, remedy => remedy.Kind == kind);
}
