using System.Text;

namespace NetworkSimulator.Manifests.Tests;

/// <summary>Documents, JSON, aliases and limits.</summary>
public class TextTests
{
    private const string Pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: NAME}\nspec: {containers: [{name: a}]}\n";

    [Fact]
    public void Errors_Carry_Document_Line_And_Column()
    {
        var result = Manifests.Read("# first\n---\n---\nkind: Pod\napiVersion: v1\nmetadata:\n  name:   7\n");

        var error = Assert.Single(result.Errors, e => e.Field == "metadata.name");
        Assert.Equal((2, 7, 3), (error.Document, error.Line, error.Column));
        Assert.Contains(result.Errors, e => (e.Field, e.Document, e.Line, e.Column) == ("spec", 2, 4, 1));
    }

    [Fact]
    public void Documents_After_A_Syntax_Error_Keep_Their_Numbers_And_Lines()
    {
        var result = Manifests.Read(
            "a: [1\n---\r\nb: }\r\n---\nkind: Pod\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: X}\n"
        );

        Assert.Equal(
            [(1, 2), (2, 3), (3, 5), (4, 9)],
            result.Errors.Select(e => (e.Document, e.Line)).Distinct().Order()
        );
    }

    [Fact]
    public void Json_Gives_The_Same_Objects_As_Yaml()
    {
        var json = Manifests.ReadValid(
            """
            {
              "apiVersion": "v1",
              "kind": "List",
              "items": [
                {
                  "apiVersion": "v1", "kind": "Service",
                  "metadata": {"name": "a", "namespace": "x"},
                  "spec": {"ports": [{"port": 80, "targetPort": "http"}], "selector": {"app": "a"}, "externalName": null}
                }
              ]
            }
            """
        );
        var yaml = Manifests.ReadValid(
            "apiVersion: v1\nkind: Service\nmetadata: {name: a, namespace: x}\nspec: {ports: [{port: 80, targetPort: http}], selector: {app: a}}"
        );

        var (one, other) = (json.Services[0], yaml.Services[0]);
        Assert.Equal(other.Selector, one.Selector);
        Assert.Equal(other.ClusterIPs, one.ClusterIPs);
        Assert.Equal(other.Ports[0].TargetPort, one.Ports[0].TargetPort);
        Assert.Equal((1, 5, 8), (one.Source.Document, one.Source.Line, one.Source.LineOf("spec.selector")));
    }

    [Fact]
    public void Json_Errors_Have_Lines_And_Columns()
    {
        var result = Manifests.Read(
            "{\"apiVersion\": \"v1\", \"kind\": \"Pod\",\n \"metadata\": {\"name\": \"é\", \"labels\": {\"ä\": \"b\"}},\n \"spec\": 1}"
        );

        Assert.Contains(result.Errors, e => (e.Field, e.Line, e.Column) == ("metadata.name", 2, 15));
        Assert.Contains(result.Errors, e => (e.Field, e.Line, e.Column) == ("metadata.labels.ä", 2, 39));
        Assert.Contains(result.Errors, e => (e.Field, e.Line, e.Column) == ("spec", 3, 2));
    }

    [Theory]
    [InlineData(
        "{apiVersion: v1, kind: Namespace, metadata: {name: a}}\n---\n{apiVersion: v1, kind: Namespace, metadata: {name: b}}"
    )]
    [InlineData(
        "{\"apiVersion\": \"v1\", \"kind\": \"Namespace\", \"metadata\": {\"name\": \"a\"}}\n---\n{\"apiVersion\": v1, kind: Namespace, metadata: {name: b}}"
    )]
    [InlineData(
        "{\"apiVersion\": \"v1\", \"kind\": \"Namespace\", \"metadata\": {\"name\": \"a\"}}\n{\"apiVersion\": \"v1\", \"kind\": \"Namespace\", \"metadata\": {\"name\": \"b\"}}"
    )]
    [InlineData("apiVersion: v1\nkind: NamespaceList\nitems:\n- metadata: {name: a}\n- metadata: {name: b}\n")]
    [InlineData(
        "\ufeffapiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Namespace, metadata: {name: a}}\n- apiVersion: v1\n  kind: List\n  items: [{apiVersion: v1, kind: Namespace, metadata: {name: b}}]\n"
    )]
    public void Documents_Come_As_Yaml_Json_Or_Lists(string text) =>
        Assert.Equal(["a", "b"], Manifests.ReadValid(text).Namespaces.Select(n => n.Name));

    [Fact]
    public void Aliases_And_Merge_Keys_Are_Followed()
    {
        var objects = Manifests.ReadValid(
            """
            apiVersion: v1
            kind: List
            items:
            - apiVersion: v1
              kind: Pod
              metadata: {name: a, labels: &labels {app: web, tier: front}}
              spec: &spec {containers: [{name: a, ports: &ports [{containerPort: 80}]}]}
            - apiVersion: v1
              kind: Pod
              metadata:
                name: b
                labels:
                  <<: *labels
                  tier: back
              spec:
                <<: [*spec, {hostname: never}]
                hostname: b
            """
        );

        Assert.Equal("app=web,tier=back", objects.Pods[1].Metadata.Labels.ToString());
        Assert.Equal(80, objects.Pods[1].Ports[0].Number);
        Assert.Equal("b", objects.Pods[1].Hostname);
        Assert.Equal(14, objects.Pods[1].Source.LineOf("metadata.labels.tier"));
    }

    [Fact]
    public void Nested_Aliases_Cannot_Grow_Without_Bound()
    {
        var laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 30; i++)
            laughs.Append($"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n");

        var error = Assert.Single(Manifests.Read(laughs.ToString()).Errors);

        Assert.Contains("grows beyond 10000 values", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_Chain_Of_Aliases_Counts_As_Depth()
    {
        var chain = new StringBuilder("a0: &a0 {x: 1}\n");
        for (var i = 1; i < 100; i++)
            chain.Append($"a{i}: &a{i} {{<<: *a{i - 1}}}\n");

        Assert.Contains(
            "64 levels deep",
            Assert.Single(Manifests.Read(chain.ToString()).Errors).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("[", "64 levels deep")]
    [InlineData("{a: ", "64 levels deep")]
    [InlineData("- ", "64 levels deep")]
    [InlineData("---\n", "more than 1000 documents")]
    public void Limits_Name_What_They_Refuse(string repeated, string words)
    {
        var limits = new ManifestLimits { MaxObjects = 1000 };

        var result = Manifests.Read(string.Concat(Enumerable.Repeat(repeated, 100_000)), limits);

        Assert.Contains(result.Errors, e => e.Message.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void A_Text_Over_The_Limit_Is_Refused_By_Its_Bytes()
    {
        var limits = new ManifestLimits { MaxBytes = 10 };

        Assert.Empty(Manifests.Read("# 45678é", limits).Errors);
        Assert.Contains(
            "10 bytes",
            Assert.Single(Manifests.Read("# 4567890é", limits).Errors).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Objects_Over_The_Limit_Are_Refused_Those_Made_By_Workloads_Too()
    {
        var limits = new ManifestLimits { MaxObjects = 3 };
        var pods = string.Join(
            "---\n",
            Enumerable.Range(0, 4).Select(i => Pod.Replace("NAME", $"p{i}", StringComparison.Ordinal))
        );
        var deployment =
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {replicas: 4, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a}]}}}";

        Assert.Contains(
            Manifests.Read(pods, limits).Errors,
            e => e.Message.Contains("more than 3", StringComparison.Ordinal)
        );
        var error = Assert.Single(Manifests.Read(deployment, limits).Errors);
        Assert.Equal(("spec.replicas", 4), (error.Field, error.Line));
    }

    [Fact]
    public void Of_Many_Errors_The_First_Are_Listed_And_The_Rest_Counted()
    {
        var many = string.Concat(Enumerable.Repeat("---\napiVersion: v1\nkind: Secret\nmetadata: {name: A}\n", 250));

        var errors = Manifests.Read(many).Errors;

        Assert.Equal(101, errors.Length);
        Assert.Equal("There are 150 more errors.", errors[^1].Message);
    }

    [Fact]
    public void A_Hundred_Thousand_Pods_Are_Read()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 100_000; i++)
            text.Append("---\n").Append(Pod.Replace("NAME", $"p{i}", StringComparison.Ordinal));

        var objects = Manifests.ReadValid(text.ToString());

        Assert.Equal(100_000, objects.Pods.Select(p => p.AddressOf(v6: false)).Distinct().Count());
    }

    [Fact]
    public void Unknown_Kinds_Are_Listed()
    {
        var objects = Manifests.ReadValid("apiVersion: x.io/v1\nkind: Widget\nmetadata: {name: a, namespace: n}\n");

        var widget = Assert.Single(objects.Unsimulated);
        Assert.Equal(("Widget", "n/a", 1), (widget.Kind, widget.Key, widget.Source.Line));
    }

    [Fact]
    public void Reading_Can_Be_Cancelled() =>
        Assert.Throws<OperationCanceledException>(() =>
            ManifestReader.Read(
                string.Concat(Enumerable.Repeat("- a\n", 10_000)),
                null,
                new CancellationToken(canceled: true)
            )
        );
}
