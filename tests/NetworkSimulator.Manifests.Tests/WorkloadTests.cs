using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Tests;

/// <summary>Pods of workloads: made where there are none, recognised where there are.</summary>
public class WorkloadTests
{
    private const string Template =
        "template: {metadata: {labels: {app: a}}, spec: {containers: [{name: a, ports: [{containerPort: 80}]}]}}";
    private const string Spec = "selector: {matchLabels: {app: a}}, " + Template;

    private static string Workload(string kind, string spec) =>
        $"apiVersion: {(kind.EndsWith("Job", StringComparison.Ordinal) ? "batch/v1" : kind == "ReplicationController" ? "v1" : "apps/v1")}\nkind: {kind}\nmetadata: {{name: web, namespace: x}}\nspec: {{{spec}}}\n";

    private static string Node(string name, string spec = "{}", string labels = "{}") =>
        $"---\napiVersion: v1\nkind: Node\nmetadata: {{name: {name}, labels: {labels}}}\nspec: {spec}\n";

    [Theory]
    [InlineData(
        "Deployment",
        "replicas: 2, " + Spec,
        "^web-[bcdfghjklmnpqrstvwxz2456789]{1,10}-[bcdfghjklmnpqrstvwxz2456789]{5}$",
        2
    )]
    [InlineData("Deployment", "replicas: 0, " + Spec, "", 0)]
    [InlineData("ReplicaSet", Spec, "^web-[bcdfghjklmnpqrstvwxz2456789]{5}$", 1)]
    [InlineData("ReplicationController", "replicas: 3, " + Template, "^web-[bcdfghjklmnpqrstvwxz2456789]{5}$", 3)]
    [InlineData("StatefulSet", "serviceName: s, replicas: 2, ordinals: {start: 5}, " + Spec, "^web-[56]$", 2)]
    [InlineData("DaemonSet", Spec, "^web-[bcdfghjklmnpqrstvwxz2456789]{5}$", 1)]
    [InlineData("Job", Template, "^web-[bcdfghjklmnpqrstvwxz2456789]{5}$", 1)]
    [InlineData(
        "Job",
        "parallelism: 3, completions: 2, completionMode: Indexed, " + Template,
        "^web-[01]-[bcdfghjklmnpqrstvwxz2456789]{5}$",
        2
    )]
    [InlineData("Job", "suspend: true, " + Template, "", 0)]
    [InlineData(
        "CronJob",
        "schedule: '* * * * *', jobTemplate: {spec: {" + Template + "}}",
        "^web-[0-9]{8}-[bcdfghjklmnpqrstvwxz2456789]{5}$",
        1
    )]
    [InlineData("CronJob", "schedule: '* * * * *', suspend: true, jobTemplate: {spec: {" + Template + "}}", "", 0)]
    public void Pods_Are_Made_And_Named_As_Kubernetes_Does(string kind, string spec, string name, int count)
    {
        var objects = Manifests.ReadValid(Workload(kind, spec));

        Assert.Equal(count, objects.Pods.Select(p => p.Name).Distinct().Count());
        Assert.All(objects.Pods, p => Assert.Matches(name, p.Name));
        Assert.All(objects.Pods, p => Assert.Equal(new WorkloadReference(kind, "x", "web"), p.Owner));
        Assert.All(objects.Pods, p => Assert.Equal("a", p.Metadata.Labels["app"]));
        Assert.All(objects.Pods, p => Assert.True(p.Ready && !p.PodIPs.IsEmpty && p.Ports[0].Number == 80));
        Assert.Equal("app=a", Assert.Single(objects.Workloads).PodLabels.ToString());
    }

    [Fact]
    public void Pods_Of_A_StatefulSet_Have_Host_Name_Subdomain_And_Labels()
    {
        var pod = Manifests.ReadValid(Workload("StatefulSet", "serviceName: peers, " + Spec)).Pods[0];

        Assert.Equal(("web-0", "peers"), (pod.Hostname, pod.Subdomain));
        Assert.Equal("web-0", pod.Metadata.Labels["statefulset.kubernetes.io/pod-name"]);
        Assert.Equal("0", pod.Metadata.Labels["apps.kubernetes.io/pod-index"]);
    }

    [Fact]
    public void Another_Template_Gives_Pods_Of_Another_Name_But_Replicas_Do_Not()
    {
        var two = Manifests.ReadValid(Workload("Deployment", "replicas: 2, " + Spec)).Pods;
        var three = Manifests.ReadValid(Workload("Deployment", "replicas: 3, " + Spec)).Pods;
        var other = Manifests
            .ReadValid(Workload("Deployment", "replicas: 2, " + Spec.Replace("80", "81", StringComparison.Ordinal)))
            .Pods;

        Assert.Equal(two.Select(p => (p.Name, p.PodIPs[0])), three.Take(2).Select(p => (p.Name, p.PodIPs[0])));
        Assert.Empty(two.Select(p => p.Name).Intersect(other.Select(p => p.Name)));
    }

    [Fact]
    public void Lines_Of_Made_Pods_Are_Those_Of_The_Template()
    {
        var pod = Manifests
            .ReadValid(
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  selector:
                    matchLabels: {app: a}
                  template:
                    metadata:
                      labels:
                        app: a
                    spec:
                      hostNetwork: true
                      containers:
                      - name: a
                        ports:
                        - containerPort: 80
                """
            )
            .Pods[0];

        Assert.Equal(
            (7, 9, 10, 12),
            (
                pod.Source.Line,
                pod.Source.LineOf("metadata.labels"),
                pod.Source.LineOf("metadata.labels.app"),
                pod.Source.LineOf("spec.hostNetwork")
            )
        );
        Assert.Equal(16, pod.Ports[0].Line);
    }

    [Fact]
    public void Deployments_Spread_Over_Nodes_That_Take_Them()
    {
        var objects = Manifests.ReadValid(
            Workload("Deployment", "replicas: 6, " + Spec)
                + Node("a")
                + Node("b")
                + Node("c", "{taints: [{key: k, effect: NoSchedule}]}")
                + Node("d", "{unschedulable: true}")
                + Node("e", "{taints: [{key: k, effect: PreferNoSchedule}]}")
        );

        Assert.Equal(["a", "a", "b", "b", "e", "e"], objects.Pods.Select(p => p.NodeName).Order());
    }

    [Theory]
    [InlineData("", "a b e")]
    [InlineData("nodeSelector: {disk: ssd}, ", "b")]
    [InlineData("tolerations: [{key: k, operator: Exists}], ", "a b c e")]
    [InlineData("tolerations: [{key: k, value: v, effect: NoSchedule}], ", "a b c e")]
    [InlineData("tolerations: [{key: k, value: w}], ", "a b e")]
    [InlineData("tolerations: [{operator: Exists}], ", "a b c e")]
    [InlineData(
        "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: disk, operator: DoesNotExist}]}]}}}, ",
        "a e"
    )]
    public void A_DaemonSet_Has_A_Pod_On_Each_Node_That_Takes_It(string spec, string expected)
    {
        var objects = Manifests.ReadValid(
            Workload("DaemonSet", Spec.Replace("{containers", $"{{{spec}containers", StringComparison.Ordinal))
                + Node("a")
                + Node("b", labels: "{disk: ssd}")
                + Node("c", "{taints: [{key: k, value: v, effect: NoSchedule}]}")
                + Node(
                    "e",
                    "{unschedulable: true, taints: [{key: node.kubernetes.io/unschedulable, effect: NoSchedule}]}"
                )
        );

        Assert.Equal(expected, string.Join(' ', objects.Pods.Select(p => p.NodeName).Order()));
    }

    [Fact]
    public void Pods_That_No_Node_Takes_Wait()
    {
        var pod = Manifests.ReadValid(Workload("Deployment", Spec) + Node("a", "{unschedulable: true}")).Pods[0];

        Assert.Equal((PodPhase.Pending, false, ""), (pod.Phase, pod.Ready, pod.NodeName));
        Assert.Empty(pod.PodIPs);
    }

    [Theory]
    [InlineData("Deployment", "web-12-x", "{app: a}", "", true)]
    [InlineData("Deployment", "other-x", "{app: a}", "", false)]
    [InlineData("Deployment", "web-x", "{app: b}", "", false)]
    [InlineData("StatefulSet", "web-1", "{app: a}", "", true)]
    [InlineData("StatefulSet", "web-x", "{app: a}", "", false)]
    [InlineData("ReplicaSet", "any", "{}", "ReplicaSet/web", true)]
    [InlineData("Deployment", "any", "{pod-template-hash: abc}", "ReplicaSet/web-abc", true)]
    [InlineData("Deployment", "any", "{}", "ReplicaSet/web-abc", false)]
    [InlineData("CronJob", "any", "{}", "Job/web-29000000", true)]
    public void Listed_Pods_Take_The_Place_Of_Made_Ones(
        string kind,
        string name,
        string labels,
        string owner,
        bool isOwned
    )
    {
        var spec = kind == "CronJob" ? "schedule: x, jobTemplate: {spec: {" + Template + "}}" : Spec;
        var parts = owner.Split('/');
        var owners =
            owner.Length == 0 ? "" : $", ownerReferences: [{{kind: {parts[0]}, name: {parts[1]}, controller: true}}]";
        var pod =
            $"---\napiVersion: v1\nkind: Pod\nmetadata: {{name: {name}, namespace: x, labels: {labels}{owners}}}\nspec: {{containers: [{{name: a}}]}}\n";

        var objects = Manifests.ReadValid(Workload(kind, spec) + pod);

        Assert.Equal(isOwned ? 1 : 2, objects.Pods.Length);
        Assert.Equal(
            isOwned,
            objects.Pods.Single(p => p.Name == name).Owner == new WorkloadReference(kind, "x", "web")
        );
    }

    [Fact]
    public void A_ReplicaSet_Leads_To_Its_Deployment_And_Makes_No_Pods_Of_Its_Own()
    {
        var replicaSet =
            "---\napiVersion: apps/v1\nkind: ReplicaSet\nmetadata: {name: web-1, namespace: x, ownerReferences: [{kind: Deployment, name: web, controller: true}]}\nspec: {"
            + Spec
            + "}\n";
        var pod =
            "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: x, ownerReferences: [{kind: ReplicaSet, name: web-1}]}\nspec: {containers: [{name: a}]}\n";

        var without = Manifests.ReadValid(Workload("Deployment", "replicas: 2, " + Spec) + replicaSet);
        var with = Manifests.ReadValid(Workload("Deployment", "replicas: 2, " + Spec) + replicaSet + pod);

        Assert.Equal(2, without.Pods.Length);
        Assert.Equal(["Deployment"], without.Workloads.Select(w => w.Kind));
        Assert.Equal("Deployment", Assert.Single(with.Pods).Owner?.Kind);
    }

    [Fact]
    public void A_Listed_Pod_Of_A_StatefulSet_Gets_The_Names_Its_Controller_Gives()
    {
        var pod =
            "---\napiVersion: v1\nkind: Pod\nmetadata: {name: web-0, namespace: x, labels: {app: a}}\nspec: {containers: [{name: a}]}\n";

        var read = Assert.Single(
            Manifests.ReadValid(Workload("StatefulSet", "serviceName: peers, " + Spec) + pod).Pods
        );

        Assert.Equal(("web-0", "peers"), (read.Hostname, read.Subdomain));
    }
}
