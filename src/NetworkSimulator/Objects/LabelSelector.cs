using System.Collections.Immutable;

namespace NetworkSimulator.Objects;

/// <summary>A <c>metav1.LabelSelector</c>: all requirements must hold; an empty selector selects everything.</summary>
/// <remarks>Follows apimachinery's <c>LabelSelectorAsSelector</c> and <c>labels.Requirement.Matches</c>.</remarks>
/// <param name="Requirements">The requirements of <c>matchLabels</c> and <c>matchExpressions</c>, in the order written.</param>
/// <param name="Line">Line of the selector.</param>
public sealed record LabelSelector(ImmutableArray<LabelRequirement> Requirements, int Line)
{
    /// <summary>Whether the selector has no requirement and so selects everything.</summary>
    public bool IsEmpty => Requirements.IsEmpty;

    /// <summary>Whether every requirement holds for the labels.</summary>
    public bool Matches(Labels labels)
    {
        foreach (var requirement in Requirements)
            if (!requirement.Matches(labels))
                return false;
        return true;
    }

    /// <summary>The selector in kubectl's notation, such as <c>app=web,tier in (back,front),!legacy</c>.</summary>
    public override string ToString() => IsEmpty ? "{}" : string.Join(',', Requirements);

    /// <inheritdoc/>
    public bool Equals(LabelSelector? other) =>
        other is not null && Requirements.AsSpan().SequenceEqual(other.Requirements.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Requirements.Aggregate(17, HashCode.Combine);
}

/// <summary>One requirement on a label key.</summary>
/// <param name="Key">The label key.</param>
/// <param name="Operator">How the value is compared.</param>
/// <param name="Values">Values for <c>In</c> and <c>NotIn</c>; empty otherwise.</param>
/// <param name="Line">Line of the requirement.</param>
public sealed record LabelRequirement(string Key, LabelOperator Operator, ImmutableArray<string> Values, int Line)
{
    /// <summary>Whether the requirement holds; <c>NotIn</c> also holds where the key is absent.</summary>
    public bool Matches(Labels labels)
    {
        var value = labels[Key];
        return Operator switch
        {
            LabelOperator.In => value is not null && Values.Contains(value),
            LabelOperator.NotIn => value is null || !Values.Contains(value),
            LabelOperator.Exists => value is not null,
            _ => value is null,
        };
    }

    /// <inheritdoc/>
    public bool Equals(LabelRequirement? other) =>
        other is not null
        && Key == other.Key
        && Operator == other.Operator
        && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Values.Aggregate(HashCode.Combine(Key, Operator), HashCode.Combine);

    /// <summary>The requirement in kubectl's notation.</summary>
    public override string ToString() =>
        Operator switch
        {
            LabelOperator.In when Values.Length == 1 => $"{Key}={Values[0]}",
            LabelOperator.In => $"{Key} in ({string.Join(',', Values)})",
            LabelOperator.NotIn => $"{Key} notin ({string.Join(',', Values)})",
            LabelOperator.Exists => Key,
            _ => $"!{Key}",
        };
}

/// <summary>Operators of <c>matchExpressions</c>.</summary>
public enum LabelOperator
{
    /// <summary>The value is one of those listed.</summary>
    In,

    /// <summary>The value is none of those listed, or the key is absent.</summary>
    NotIn,

    /// <summary>The key is present, with any value.</summary>
    Exists,

    /// <summary>The key is absent.</summary>
    DoesNotExist,
}
