using KnowledgeApi.Search.Evaluation;

namespace Benchmarks.Search;

/// <summary>A question, what became of it, and at which rank the others found it: 0 where they did not.</summary>
/// <param name="MiniSearch">Null where MiniSearch was not there to be asked.</param>
public sealed record SearchScore(
    EvaluationQuestion Question,
    EvaluationVerdict Verdict,
    int? MiniSearch,
    int PlainFts5
);
