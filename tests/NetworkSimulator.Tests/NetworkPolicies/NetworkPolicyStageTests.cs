using NetworkSimulator.Flows;
using NetworkSimulator.KubeProxy;
using NetworkSimulator.NetworkPolicies;
using NetworkSimulator.Objects;
using static NetworkSimulator.Tests.NetworkPolicies.Made;

namespace NetworkSimulator.Tests.NetworkPolicies;

public class NetworkPolicyStageTests
{
    private static readonly ClusterObjects Town = new()
    {
        Nodes = [Node("n1", "10.0.0.11"), Node("n2", "10.0.0.12")],
        Namespaces = [Namespace("shop", "team=a"), Namespace("dev", "team=b")],
        Pods =
        [
            Pod("shop/web", "app=web", "10.244.1.10 fd00::10", "n1", Named("http", 8080)),
            Pod("shop/api", "app=api", "10.244.2.10 fd00::20", "n2", Named("http", 9000)),
            Pod("dev/api", "app=api", "10.244.2.11", "n2"),
            Pod("shop/agent", "app=agent", "10.0.0.11", "n1") with
            {
                HostNetwork = true,
            },
        ],
    };

    [Fact]
    public void A_pod_reaches_itself_through_a_service_that_hides_it_behind_its_node()
    {
        var cluster = With(Ingress("shop/deny", ""), Egress("shop/deny-out", ""));
        var other = DifferentNode(cluster);

        Assert.True(Allows(cluster, OfPod(cluster, "shop/web"), other, "shop/web", 8080));
        Assert.False(Allows(cluster, OfPod(cluster, "shop/api"), other, "shop/web", 8080));
    }

    [Fact]
    public void The_node_of_a_pod_reaches_it_and_is_reached_by_it_but_no_other_node()
    {
        var cluster = With(Ingress("shop/deny", ""), Egress("shop/deny-out", ""));
        var (n1, n2) = (cluster.Parties.OfNode(0), cluster.Parties.OfNode(1));

        Assert.True(Allows(cluster, n1, n1, "shop/web", 8080));
        Assert.False(Allows(cluster, n2, n2, "shop/web", 8080));
        Assert.True(
            AllowsOut(cluster, "shop/web", Endpoint.Of(cluster.Index, IpAddress.Parse("10.0.0.11"), 10250, -1, 0))
        );
        Assert.True(
            AllowsOut(cluster, "shop/web", Endpoint.Of(cluster.Index, IpAddress.Parse("10.0.0.11"), 9100, 3, 0))
        );
        Assert.False(
            AllowsOut(cluster, "shop/web", Endpoint.Of(cluster.Index, IpAddress.Parse("10.0.0.12"), 10250, -1, 1))
        );
    }

    [Fact]
    public void A_masqueraded_caller_is_its_node_to_the_policies_of_the_destination()
    {
        var caller = Party.Outside(IpAddress.Parse("203.0.113.7"));
        var byClient = With(Ingress("shop/client", "app=web", Rule(13, [Block("203.0.113.0/24", [])])));
        var byNode = With(Ingress("shop/node", "app=web", Rule(13, [Block("10.0.0.12/32", [])])));

        Assert.True(Allows(byClient, caller, caller, "shop/web", 8080));
        Assert.False(Allows(byClient, caller, DifferentNode(byClient), "shop/web", 8080));
        Assert.True(Allows(byNode, caller, DifferentNode(byNode), "shop/web", 8080));
    }

    [Fact]
    public void A_node_that_is_not_known_is_not_the_pods_own()
    {
        var cluster = With(Ingress("shop/deny", ""));
        var anyNode = cluster.Parties.OfNode(0) with { Node = -1 };
        var nowhere = Party.Unknown with { Kind = PartyKind.Node };

        Assert.False(Allows(cluster, anyNode, anyNode, "shop/web", 8080));
        Assert.False(
            Allows(With(Ingress("shop/v4", "", Rule(13, [Block("0.0.0.0/0", [])]))), nowhere, nowhere, "shop/web", 8080)
        );
        Assert.True(Allows(With(Ingress("shop/any", "", Rule(13, []))), nowhere, nowhere, "shop/web", 8080));
    }

    public static TheoryData<string, bool> RulesForUnknownPods() =>
        new()
        {
            { "anybody", true },
            { "all namespaces", true },
            { "all Pods of all namespaces", true },
            { "all Pods of the own namespace", false },
            { "namespaces by label", false },
            { "Pods by label in all namespaces", false },
            { "Pods without a label in all namespaces", false },
            { "every IPv4 address", true },
            { "every IPv4 address but one", false },
            { "every IPv4 address in halves", true },
            { "every IPv6 address", false },
        };

    [Theory, MemberData(nameof(RulesForUnknownPods))]
    public void A_controller_that_the_manifests_leave_out_comes_in_only_where_everybody_may(string rule, bool comesIn)
    {
        NetworkPolicyPeer[] peers = rule switch
        {
            "anybody" => [],
            "all namespaces" => [Namespaces("")],
            "all Pods of all namespaces" => [Both("", "")],
            "all Pods of the own namespace" => [Pods("")],
            "namespaces by label" => [Namespaces("team=a")],
            "Pods by label in all namespaces" => [Both("", "app=api")],
            "Pods without a label in all namespaces" =>
            [
                new(new([new("app", LabelOperator.DoesNotExist, [], 0)], 0), Selector(""), null, 0),
            ],
            "every IPv4 address" => [Block("0.0.0.0/0", [])],
            "every IPv4 address but one" => [Block("0.0.0.0/0", ["192.0.2.1/32"])],
            "every IPv4 address in halves" => [Block("0.0.0.0/1", []), Block("128.0.0.0/1", [])],
            _ => [Block("::/0", [])],
        };
        var cluster = With(Ingress("shop/in", "app=web", Rule(13, peers)));
        var controller = Party.Unknown;

        Assert.Equal(comesIn, Allows(cluster, controller, controller, "shop/web", 8080));
    }

    [Theory]
    [InlineData("10.244.1.10", true)]
    [InlineData("fd00::10", false)]
    public void A_block_matches_the_address_of_the_family_that_is_used(string address, bool allowed)
    {
        var cluster = With(Ingress("shop/v4", "app=web", Rule(13, [Block("10.244.0.0/16", [])])));
        var caller = OfPod(cluster, "shop/api");
        var silent = default(NoHops);

        var endpoint = Endpoint.Of(cluster.Index, IpAddress.Parse(address), 8080, 0, 0);

        Assert.Equal(allowed, NetworkPolicyStage.Allows(cluster, caller, caller, endpoint, Protocol.TCP, ref silent));
    }

    [Theory]
    [InlineData("10.9.0.0", true)]
    [InlineData("10.9.0.63", true)]
    [InlineData("10.9.0.64", false)]
    [InlineData("10.9.0.127", false)]
    [InlineData("10.9.0.128", true)]
    [InlineData("10.9.0.255", false)]
    [InlineData("10.9.1.0", true)]
    [InlineData("10.9.1.255", true)]
    [InlineData("10.9.2.0", false)]
    public void Blocks_add_up_and_each_exception_cuts_its_own_block_only(string address, bool allowed)
    {
        var cluster = With(
            Ingress(
                "shop/in",
                "app=web",
                Rule(13, [Block("10.9.0.0/24", ["10.9.0.64/26", "10.9.0.255/32"]), Block("10.9.1.0/24", [])])
            )
        );
        var caller = Party.Outside(IpAddress.Parse(address));

        Assert.Equal(allowed, Allows(cluster, caller, caller, "shop/web", 8080));
    }

    [Fact]
    public void All_of_ipv6_leaves_ipv4_out()
    {
        var cluster = With(Egress("shop/out", "app=web", Rule(13, [Block("::/0", [])])));

        Assert.True(
            AllowsOut(cluster, "shop/web", Endpoint.Of(cluster.Index, IpAddress.Parse("2001:db8::1"), 443, -1, -1))
        );
        Assert.False(
            AllowsOut(cluster, "shop/web", Endpoint.Of(cluster.Index, IpAddress.Parse("198.51.100.1"), 443, -1, -1))
        );
    }

    [Fact]
    public void A_port_name_is_looked_up_on_the_pod_that_is_called_and_on_nothing_else()
    {
        var cluster = With(Egress("shop/out", "app=web", Rule(13, [], Port("http"))));

        Assert.True(
            AllowsOut(cluster, "shop/web", Endpoint.Of(cluster.Index, IpAddress.Parse("10.244.2.10"), 9000, 1, 1))
        );
        Assert.False(
            AllowsOut(cluster, "shop/web", Endpoint.Of(cluster.Index, IpAddress.Parse("10.244.2.10"), 8080, 1, 1))
        );
        Assert.False(
            AllowsOut(cluster, "shop/web", Endpoint.Of(cluster.Index, IpAddress.Parse("198.51.100.1"), 8080, -1, -1))
        );
    }

    [Theory]
    [InlineData(8080, true)]
    [InlineData(8081, true)]
    [InlineData(8082, false)]
    public void A_port_name_declared_twice_opens_both_numbers(int port, bool allowed)
    {
        var twice = Pod("shop/twice", "app=twice", "10.244.1.30", "n1", Named("http", 8080), Named("http", 8081));
        var cluster = Cluster.Compile(
            Town with
            {
                Pods = Town.Pods.Add(twice),
                NetworkPolicies = [Ingress("shop/in", "app=twice", Rule(13, [], Port("http")))],
            }
        );
        var caller = OfPod(cluster, "dev/api");

        Assert.Equal(allowed, Allows(cluster, caller, caller, "shop/twice", port));
    }

    [Fact]
    public void A_host_network_pod_is_its_node_to_policies()
    {
        var cluster = With(Ingress("shop/deny", ""), Egress("dev/pods", "", Rule(13, [Both("", "")])));
        var caller = OfPod(cluster, "dev/api");

        Assert.True(
            Allows(With(Ingress("shop/deny", "")), caller, caller, "shop/agent", 9100),
            "no policy selects a host-network Pod"
        );
        Assert.False(Allows(cluster, caller, caller, "shop/agent", 9100), "no selector matches it as a peer");
    }

    [Fact]
    public void What_decided_is_said_with_its_line_at_each_end()
    {
        var cluster = With(
            Egress("dev/out", "app=api", Rule(20, [Namespaces("team=a", 21)])),
            Ingress(
                "shop/in",
                "app=web",
                Rule(30, [Pods("app=api", 31), Both("team=b", "app=api", 32)], Port(8080, line: 33))
            )
        );

        var hops = Trace(cluster, "dev/api", "shop/web", 8080);

        Assert.Equal(
            [("NetworkPolicy dev/out", 21, "allowed"), ("NetworkPolicy shop/in", 32, "allowed")],
            hops.Select(h => (h.Object, h.Line, h.Decision))
        );
        Assert.Equal(
            "NetworkPolicy shop/in lets the call in to Pod shop/web: ingress rule 1 admits Pods with app=api of namespaces with team=b on port 8080/TCP.",
            hops[1].Reason
        );
    }

    [Fact]
    public void A_denial_names_every_policy_the_nearest_miss_first()
    {
        var cluster = With(
            Ingress("shop/deny", ""),
            Ingress("shop/web", "app=web", Rule(20, [Pods("app=front", 21)], Port(8080, line: 22))),
            Ingress("shop/api", "app=web", Rule(30, [Both("team=b", "app=api", 31)], Port(8080, line: 32)))
        );

        var hop = Trace(cluster, "dev/api", "shop/web", 80)[^1];

        Assert.Equal(("NetworkPolicy shop/api", 32, "denied"), (hop.Object, hop.Line, hop.Decision));
        var order = new[] { "shop/api, line 32", "shop/web (line 10)", "shop/deny (line 10)" }.Select(name =>
            hop.Reason.IndexOf(name, StringComparison.Ordinal)
        );
        Assert.Equal(order.Order(), order);
        Assert.DoesNotContain(-1, order);
        Assert.Contains("only on port 8080/TCP, and this call goes to 80/TCP", hop.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("app=api", null, "means the policy's own namespace, and Pod dev/api is in namespace dev")]
    [InlineData(
        "app=front",
        "team=b",
        "Pod dev/api has app=api (its namespace matches, but both selectors of a peer must)"
    )]
    [InlineData("app=api", "team=a", "namespace dev has team=b (the Pod matches, but both selectors of a peer must)")]
    [InlineData("tier=x", "env=y", "namespace dev has no label env, and Pod dev/api has no label tier")]
    public void A_denial_says_which_part_of_a_peer_is_in_the_way(string pods, string? namespaces, string why)
    {
        var peer = namespaces is null ? Pods(pods, 21) : Both(namespaces, pods, 21);
        var cluster = With(Ingress("shop/in", "app=web", Rule(20, [peer])));

        var hop = Trace(cluster, "dev/api", "shop/web", 8080)[^1];

        Assert.Equal(21, hop.Line);
        Assert.Contains(why, hop.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Denied_egress_to_cluster_dns_explains_what_that_does_to_names()
    {
        const string lookups = "Name lookups of Pod shop/web go this way";
        var cluster = Cluster.Compile(
            Town with
            {
                Pods = Town.Pods.Add(Pod("kube-system/dns", "k8s-app=kube-dns", "10.244.2.12", "n2")),
                NetworkPolicies = [Egress("shop/out", "app=web", Rule(20, [Pods("app=api", 21)], Port(9000)))],
            }
        );

        Assert.Contains(
            lookups,
            Trace(cluster, "shop/web", "kube-system/dns", 53)[^1].Reason,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(lookups, Trace(cluster, "shop/web", "dev/api", 53)[^1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_policies_there_is_nothing_to_say()
    {
        Assert.DoesNotContain(Trace(With(), "dev/api", "shop/web", 8080), hop => hop.Component == "NetworkPolicy");
        Assert.Contains(
            Trace(With(Ingress("shop/x", "app=nobody")), "dev/api", "shop/web", 8080),
            hop => hop.Reason == "No NetworkPolicy selects Pod shop/web for ingress, so everything may come in."
        );
    }

    private static Cluster With(params NetworkPolicy[] policies) =>
        Cluster.Compile(Town with { NetworkPolicies = [.. policies] });

    private static Party OfPod(Cluster cluster, string key)
    {
        var silent = default(NoHops);
        Assert.True(SourceStage.TryFind(cluster, new FromPod(key), out var party, out _, ref silent));
        return party;
    }

    private static Party DifferentNode(Cluster cluster) => cluster.Parties.OfNode(1);

    private static bool Allows(Cluster cluster, Party source, Party seen, string target, int port)
    {
        var silent = default(NoHops);
        var number = cluster.Index.PodByKey[target];
        var endpoint = Endpoint.Of(
            cluster.Index,
            cluster.Index.Pods[number].PodIPs[0],
            port,
            number,
            cluster.Index.NodeOfPod[number]
        );
        return NetworkPolicyStage.Allows(cluster, source, seen, endpoint, Protocol.TCP, ref silent);
    }

    private static bool AllowsOut(Cluster cluster, string pod, Endpoint endpoint)
    {
        var silent = default(NoHops);
        var source = OfPod(cluster, pod);
        return NetworkPolicyStage.Allows(cluster, source, source, endpoint, Protocol.TCP, ref silent);
    }

    private static List<Hop> Trace(Cluster cluster, string from, string to, int port) =>
        [
            .. Simulator
                .Run(cluster, new(new FromPod(from), new ToPod(to, port)))
                .Hops.Where(h => h.Component == "NetworkPolicy"),
        ];
}
