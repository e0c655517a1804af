using System.Collections.Immutable;
using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>Reads label selectors.</summary>
internal sealed class SelectorReader(Reading reading)
{
    private readonly ImmutableArray<LabelRequirement>.Builder _requirements =
        ImmutableArray.CreateBuilder<LabelRequirement>();
    private readonly Dictionary<string, ImmutableArray<string>> _single = [];

    /// <summary>Reads a <c>metav1.LabelSelector</c>; null where it is absent.</summary>
    public LabelSelector? Read(Field selector)
    {
        if (!selector.AsMapping().Exists)
            return null;
        reading.Check(selector, KnownFields.Selector);
        _requirements.Clear();
        foreach (var entry in selector.Object("matchLabels").Entries)
            AddEquality(entry.Key, entry.Value);
        foreach (var item in selector.List("matchExpressions"))
            if (item.AsMapping().Exists && Expression(item) is { } requirement)
                _requirements.Add(requirement);
        return new(_requirements.ToImmutable(), selector.Line);
    }

    /// <summary>Reads a plain mapping of labels, as Services select by.</summary>
    public LabelSelector ReadMap(Field map)
    {
        _requirements.Clear();
        foreach (var entry in map.Entries)
            AddEquality(entry.Key, entry.Value);
        return new(_requirements.ToImmutable(), map.Line);
    }

    /// <summary>Reads a term of a node affinity; comparisons by order and by field are left out.</summary>
    public LabelSelector ReadNodeTerm(Field term)
    {
        _requirements.Clear();
        foreach (var item in term.List("matchExpressions"))
            if (
                item.AsMapping().String("operator") is not ("Gt" or "Lt")
                && item.Exists
                && Expression(item) is { } requirement
            )
                _requirements.Add(requirement);
        return new(_requirements.ToImmutable(), term.Line);
    }

    private void AddEquality(string key, Field value)
    {
        CheckKey(value, key);
        var text = reading.Pool.Intern(value.Matching(static t => Names.IsLabelValue(t), Names.LabelValue));
        if (!_single.TryGetValue(text, out var values))
            _single[text] = values = [text];
        _requirements.Add(new(reading.Pool.Intern(key), LabelOperator.In, values, value.Line));
    }

    private LabelRequirement? Expression(Field item)
    {
        reading.Check(item, KnownFields.Expression);
        var key = item["key"];
        if (!key.Exists)
            key.Missing(Names.LabelKey);
        var name = key.AsString() ?? "";
        if (key.Exists)
            CheckKey(key, name);
        var comparison = item["operator"];
        if (!comparison.Exists)
            comparison.Missing("one of In, NotIn, Exists, DoesNotExist");
        var kind = comparison.Choice(LabelOperator.In);
        var values = ImmutableArray.CreateBuilder<string>();
        var list = item.List("values");
        foreach (var value in list)
            values.Add(reading.Pool.Intern(value.Matching(static t => Names.IsLabelValue(t), Names.LabelValue)));
        if (!comparison.Exists)
            return null;
        if (kind is LabelOperator.In or LabelOperator.NotIn && values.Count == 0)
            item["values"].Error($"The operator {kind} compares with nothing.", "at least one value");
        if (kind is LabelOperator.Exists or LabelOperator.DoesNotExist && values.Count > 0)
            item["values"].Error($"The operator {kind} takes no values.", "no values, or the operator In or NotIn");
        return new(reading.Pool.Intern(name), kind, values.ToImmutable(), item.Line);
    }

    private static void CheckKey(Field node, string key)
    {
        if (!Names.IsLabelKey(key))
            node.Error($"The key {Field.Shorten(key)} is no label key.", Names.LabelKey);
    }
}
