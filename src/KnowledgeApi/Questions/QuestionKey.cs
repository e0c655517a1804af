using System.Collections.Immutable;

namespace KnowledgeApi.Questions;

/// <summary>The right answer, by type.</summary>
public abstract record QuestionKey;

/// <summary>The right options, in order for <see cref="QuestionType.Order"/>.</summary>
public sealed record OptionsKey(ImmutableArray<string> OptionIds) : QuestionKey;

public sealed record NumericKey(decimal Value, decimal Tolerance, string? Unit) : QuestionKey;

/// <summary>For each left-hand item's id the right-hand item's.</summary>
public sealed record MatchKey(ImmutableDictionary<string, string> Pairs) : QuestionKey;

/// <summary>For each gap the accepted texts, the first of which is shown as the key.</summary>
public sealed record ClozeKey(ImmutableArray<ImmutableArray<string>> Gaps) : QuestionKey;
