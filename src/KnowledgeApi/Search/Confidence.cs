namespace KnowledgeApi.Search;

/// <summary>How likely it is that what was found answers the question, 0 to 1.</summary>
internal static class Confidence
{
    // A logistic regression of "the content covers this" over the half of the evaluation's questions that is not held out,
    // covered and not covered ones weighing the same; fitted, cross-validated and rounded. One alone would not do: some
    // section always ranks first, and everyday words stand together in many a passage.
    private const double Start = -4.1;
    private const double PerCoverage = 1.4;
    private const double PerScore = 3.5;
    private const double PerUnheard = -2.3;
    private const double PerWord = 0.27;

    // Whoever asks at length uses words that no answer repeats; a pasted log is no better covered for its length.
    private const int MostWords = 10;

    /// <param name="coverage">Of the best passage.</param>
    public static double Of(Findings findings, double coverage)
    {
        var (words, weight, evidence, unheard) = (0, 0.0, 0.0, 0.0);
        foreach (var concept in findings.Concepts)
        {
            if (concept.Evidence == 0)
                continue;
            words++;
            weight += concept.Weight;
            evidence += concept.Evidence;
            unheard += concept.IsHeard ? 0 : concept.Evidence;
        }
        if (words == 0 || findings.Results.Count == 0)
            return 0;
        var sum =
            Start
            + PerCoverage * coverage
            + PerScore * findings.Fit / weight
            + PerUnheard * unheard / evidence
            + PerWord * Math.Min(words, MostWords);
        return 1 / (1 + Math.Exp(-sum));
    }
}
