using KnowledgeApi.Content;
using KnowledgeApi.Questions;

namespace KnowledgeApi.Practice;

/// <summary>How able a learner is, or how hard a question, and after how many answers.</summary>
public readonly record struct EloRating(double Value, int Count);

/// <summary>
/// Which new question suits whom (Pelánek 2016): P = c + (1 − c)·σ(θ − d), where c is the chance to guess; after an answer
/// both ratings move by K·(score − P), K = 1 / (1 + 0.05·n).
/// </summary>
public static class Elo
{
    /// <summary>The chance of success at which people learn and stay.</summary>
    public const double Target = 0.75;

    /// <summary>What a question's level says of its difficulty before anyone answered it.</summary>
    public static double Prior(Question question) =>
        question.Level switch
        {
            Level.Junior => -1,
            Level.Senior => 1,
            _ => 0,
        };

    public static double Guess(Question question) =>
        question.TakesOneOption && !question.Options.IsEmpty ? 1.0 / question.Options.Length : 0;

    public static double Success(double ability, double difficulty, double guess) =>
        guess + (1 - guess) / (1 + Math.Exp(difficulty - ability));

    public static double Step(double score, double expected, int count) => (score - expected) / (1 + 0.05 * count);
}
