using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Tests;

/// <summary>Addresses and ports that are given out: never twice, and the same whatever the order of the manifests.</summary>
public class AllocationTests
{
    [Property(MaxTest = 100)]
    public bool The_Order_Of_Documents_Does_Not_Matter(int seed)
    {
        var random = new System.Random(seed);
        var documents = Documents(random).ToArray();
        var before = Given(Manifests.ReadValid(string.Join("---\n", documents)));
        random.Shuffle(documents);

        return before.SetEquals(Given(Manifests.ReadValid(string.Join("---\n", documents))));
    }

    [Property(MaxTest = 100)]
    public bool Nothing_Is_Given_Out_Twice_Or_Taken_From_Its_Holder(int seed)
    {
        var objects = Manifests.ReadValid(string.Join("---\n", Documents(new System.Random(seed))));

        var addresses = objects
            .Pods.SelectMany(p => p.PodIPs)
            .Concat(objects.Services.SelectMany(s => s.ClusterIPs))
            .Concat(objects.Nodes.SelectMany(n => n.InternalIPs))
            .ToList();
        var ports = objects
            .Services.SelectMany(s => s.Ports)
            .Select(p => (p.Protocol, p.NodePort))
            .Where(p => p.NodePort > 0)
            .ToList();
        return addresses.Distinct().Count() == addresses.Count && ports.Distinct().Count() == ports.Count;
    }

    [Fact]
    public void Another_Object_Leaves_Addresses_As_They_Are()
    {
        var documents = Documents(new System.Random(1)).ToList();
        var before = Given(Manifests.ReadValid(string.Join("---\n", documents)));
        documents.Insert(0, Pod("newcomer", ""));
        documents.Insert(0, Service("newcomer", "type: NodePort, "));

        var after = Given(Manifests.ReadValid(string.Join("---\n", documents)));

        Assert.Subset(after, before);
    }

    [Fact]
    public void A_Full_Node_Range_Overflows_Into_The_Clusters()
    {
        var pods = Enumerable.Range(0, 10).Select(i => Pod($"p{i}", "nodeName: n, "));
        var node = "apiVersion: v1\nkind: Node\nmetadata: {name: n}\nspec: {podCIDR: 10.9.0.0/29}\n";

        var objects = Manifests.ReadValid(string.Join("---\n", pods.Append(node)));

        Assert.Equal(10, objects.Pods.Select(p => p.PodIPs.Single()).Distinct().Count());
        Assert.Equal(5, objects.Pods.Count(p => Cidr.Parse("10.9.0.0/29").Contains(p.PodIPs[0])));
        Assert.All(objects.Pods, p => Assert.Contains(objects.Settings.PodCidrs, c => c.Contains(p.PodIPs[0])));
    }

    [Fact]
    public void Without_A_Node_Port_Left_One_Error_Says_So()
    {
        var services = Enumerable.Range(0, 2_770).Select(i => Service($"s{i}", "type: NodePort, "));

        var error = Assert.Single(Manifests.Read(string.Join("---\n", services)).Errors);

        Assert.Equal("spec.ports", error.Field);
    }

    private static IEnumerable<string> Documents(System.Random random)
    {
        yield return "apiVersion: v1\nkind: Node\nmetadata: {name: n1}\nspec: {podCIDRs: [10.244.1.0/27, 'fd00:10:244:1::/64']}\n";
        yield return "apiVersion: v1\nkind: Node\nmetadata: {name: n2}\n";
        for (var i = 0; i < 25; i++)
            yield return Pod(
                $"p{i}",
                random.Next(3) switch
                {
                    0 => "nodeName: n1, ",
                    1 => "nodeName: n2, ",
                    _ => "",
                }
            );
        yield return Pod("given", "nodeName: n1, ") + "status: {podIP: 10.244.1.7}\n";
        for (var i = 0; i < 10; i++)
            yield return Service(
                $"s{i}",
                random.Next(2) == 0 ? "type: NodePort, " : "ipFamilyPolicy: PreferDualStack, "
            );
        yield return Service("given", "clusterIP: 10.96.0.77, ");
        yield return "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {replicas: 5, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a}]}}}\n";
    }

    private static string Pod(string name, string spec) =>
        $"apiVersion: v1\nkind: Pod\nmetadata: {{name: {name}}}\nspec: {{{spec}containers: [{{name: a}}]}}\n";

    private static string Service(string name, string spec) =>
        $"apiVersion: v1\nkind: Service\nmetadata: {{name: {name}}}\nspec: {{{spec}ports: [{{port: 80}}]}}\n";

    private static HashSet<string> Given(ClusterObjects objects) =>
        [
            .. objects.Pods.Select(p => $"{p.Key} {p.NodeName} {string.Join(' ', p.PodIPs)}"),
            .. objects.Services.Select(s => $"{s.Key} {string.Join(' ', s.ClusterIPs)} {s.Ports[0].NodePort}"),
            .. objects.Nodes.Select(n => $"{n.Name} {string.Join(' ', n.InternalIPs)}"),
        ];
}
