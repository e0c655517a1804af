using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NetworkSimulator.Diagnosis;
using NetworkSimulator.Manifests.Editing;
using NetworkSimulator.Objects;
using NetworkSimulator.Tests.Cases;
using YamlDotNet.RepresentationModel;

namespace NetworkSimulator.Tests.Diagnosis;

/// <summary>Edited as text, manifests hold what the same edit of their values gives, in blocks and in brackets.</summary>
public class ManifestEditorTests
{
    [Property(MaxTest = 600)]
    public FsCheck.Property A_text_after_a_change_holds_the_value_after_the_change(int seed)
    {
        var random = new Random(seed);
        var subject = CaseFile.All[random.Next(CaseFile.All.Count)];
        var text = random.Next(2) == 0 ? subject.Manifests : BlockYaml.Rewrite(subject.Manifests);
        var (roots, lines) = Parse(text);
        var number = random.Next(roots.Count);
        if (roots[number] is not JsonObject root || root["items"] is not null)
            return true.ToProperty();
        var change = Change(random, root, number + 1, lines[number]);
        if (change is null || ManifestEditor.Apply(text, change) is not { } edited)
            return true.ToProperty();
        var (after, _) = Parse(edited);
        var expected = Applied(root.DeepClone(), change);
        for (var i = 0; i < roots.Count; i++)
            if (!JsonNode.DeepEquals(after[i], i == number ? expected : roots[i]))
                return false.Label($"{change.Operation} {string.Join('.', change.Path)} = {change.Value}:\n{edited}");
        return (after.Count == roots.Count).Label(edited);
    }

    [Fact]
    public void Changes_find_a_place_nearly_always()
    {
        var (asked, made) = (0, new Dictionary<ChangeOperation, int>());
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var text = BlockYaml.Rewrite(CaseFile.All[random.Next(CaseFile.All.Count)].Manifests);
            var (roots, lines) = Parse(text);
            if (roots[0] is not JsonObject root || root["items"] is not null)
                continue;
            if (Change(random, root, 1, lines[0]) is not { } change)
                continue;
            asked++;
            if (ManifestEditor.Apply(text, change) is not null)
                made[change.Operation] = made.GetValueOrDefault(change.Operation) + 1;
        }
        var told = $"{string.Join(", ", made)} of {asked}";
        Assert.True(made.Values.Sum() * 10 >= asked * 9, told);
        Assert.True(made.Count == 3 && made.Values.Min() * 20 >= asked, told);
    }

    [Theory]
    [InlineData("a: 1\n", "a: 1\nspec:\n  ports:\n  - port: 80\n")]
    [InlineData("a: 1 # why", "a: 1 # why\nspec:\n  ports:\n  - port: 80\n")]
    [InlineData("spec:\n", "spec: {ports: [{port: 80}]}\n")]
    [InlineData("spec: {}\n", "spec: {ports: [{port: 80}]}\n")]
    [InlineData("spec: {a: 1}\n", "spec: {a: 1, ports: [{port: 80}]}\n")]
    [InlineData("spec:\n  ports: []\n", "spec:\n  ports: [{port: 80}]\n")]
    [InlineData("spec:\n  ports:\n    - port: 1\n  x: 1\n", "spec:\n  ports:\n    - port: 1\n    - port: 80\n  x: 1\n")]
    [InlineData("spec:\n  ports: [{port: 1}] # one\n", "spec:\n  ports: [{port: 1}, {port: 80}] # one\n")]
    [InlineData(
        "spec:\n  ports:\n  - port: 1 # one\n\n# end\n",
        "spec:\n  ports:\n  - port: 1 # one\n  - port: 80\n\n# end\n"
    )]
    public void An_item_is_added_in_the_style_that_it_finds(string text, string expected)
    {
        var change = new ManifestChange(
            ChangeOperation.Add,
            "",
            new Source(1, 1, []),
            ["spec", "ports"],
            new JsonObject { ["port"] = 80 }
        );

        Assert.Equal(expected, ManifestEditor.Apply(text, change));
    }

    [Theory]
    [InlineData("labels: {x: z, a: b, b: c}\n", "labels: {x: z, a: b}\n")]
    [InlineData("labels:\n  x: z\n  a: b\n  b: c\n", "labels:\n  x: z\n  a: b\n")]
    public void A_field_is_removed_where_another_has_its_name_as_value(string text, string expected) =>
        Assert.Equal(
            expected,
            ManifestEditor.Apply(text, new(ChangeOperation.Remove, "", new Source(1, 1, []), ["labels", "b"], null))
        );

    [Fact]
    public void A_value_behind_an_alias_is_left_alone()
    {
        var change = new ManifestChange(
            ChangeOperation.Set,
            "",
            new Source(1, 1, []),
            ["b", "x"],
            JsonValue.Create("new")
        );

        Assert.Null(ManifestEditor.Apply("a: &a {x: 1}\nb: *a\n", change));
    }

    private static ManifestChange? Change(Random random, JsonObject root, int document, int line)
    {
        var places = Places([], root).ToList();
        var (lists, maps) = (places.FindAll(p => p.Node is JsonArray), places.FindAll(p => p.Node is JsonObject));
        var source = new Source(document, line, []);
        switch (random.Next(4))
        {
            case 0 when lists.Count > 0:
                var item = new JsonObject { ["name"] = "new", ["list"] = new JsonArray("a", "b") };
                return new(ChangeOperation.Add, "", source, lists[random.Next(lists.Count)].Path, item);
            case 1:
                var below = maps[random.Next(maps.Count)].Path;
                return new(ChangeOperation.Set, "", source, [.. below, "added", "below"], "new");
            case 2 when places.FindAll(p => p.Path.Length > 1) is { Count: > 0 } deep:
                return new(ChangeOperation.Remove, "", source, deep[random.Next(deep.Count)].Path, null);
            default:
                var set = places[random.Next(1, places.Count)].Path;
                return new(ChangeOperation.Set, "", source, set, "new");
        }
    }

    private static IEnumerable<(ImmutableArray<string> Path, JsonNode? Node)> Places(
        ImmutableArray<string> path,
        JsonNode? node
    )
    {
        yield return (path, node);
        var children = node switch
        {
            JsonObject map => map.Select(field => (field.Key, field.Value)),
            JsonArray list => list.Select((item, i) => (i.ToString(CultureInfo.InvariantCulture), item)),
            _ => [],
        };
        foreach (var (name, child) in children)
        foreach (var place in Places(path.Add(name), child))
            yield return place;
    }

    private static JsonNode Applied(JsonNode root, ManifestChange change)
    {
        var at = root;
        foreach (var name in change.Path[..^1])
            at = at is JsonArray items
                ? items[int.Parse(name, CultureInfo.InvariantCulture)]!
                : ((JsonObject)at)[name] ??= new JsonObject();
        var (last, value) = (change.Path[^1], change.Value?.DeepClone());
        if (change.Operation == ChangeOperation.Add)
            (at is JsonArray outer ? outer[int.Parse(last, CultureInfo.InvariantCulture)] : at[last])!
                .AsArray()
                .Add(value);
        else if (change.Operation == ChangeOperation.Remove)
            if (at is JsonArray list)
                list.RemoveAt(int.Parse(last, CultureInfo.InvariantCulture));
            else
                ((JsonObject)at).Remove(last);
        else if (at is JsonArray list)
            list[int.Parse(last, CultureInfo.InvariantCulture)] = value;
        else
            at[last] = value;
        return root;
    }

    private static (List<JsonNode?> Roots, List<int> Lines) Parse(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return (
            [.. yaml.Documents.Select(document => ToJson(document.RootNode))],
            [.. yaml.Documents.Select(document => (int)document.RootNode.Start.Line)]
        );
    }

    private static JsonNode? ToJson(YamlNode node) =>
        node switch
        {
            YamlMappingNode map => new JsonObject(
                map.Children.Select(c => KeyValuePair.Create(((YamlScalarNode)c.Key).Value!, ToJson(c.Value)))
            ),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToJson)]),
            _ => JsonValue.Create(((YamlScalarNode)node).Value),
        };
}
