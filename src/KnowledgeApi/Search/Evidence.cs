namespace KnowledgeApi.Search;

/// <summary>The part of a section that answers best.</summary>
/// <param name="Coverage">The share of the question's weight that it holds, 0 to 1.</param>
/// <param name="Unit">The unit in which it centres, by its number in the section.</param>
/// <param name="UnitCoverage">For each unit of the section, its share of the question's weight.</param>
public sealed record Passage(double Coverage, int Unit, IReadOnlyList<double> UnitCoverage);

/// <summary>
/// Weighs how much of a question one passage holds. Raw rank scores do not tell questions that are answered from others:
/// some section always ranks first.
/// </summary>
internal sealed class Evidence(SearchRows rows, TermIndex index, Vocabulary vocabulary)
{
    // A word of the same stem is the word; another word for it may be none.
    private const float SameWord = 0.7f;
    private const float OtherWord = 0.4f;

    private const float RelatedWord = 0.3f;

    // Words that had to be repaired may have been others.
    private const float RepairedWord = 0.85f;

    public Passage Of(Findings findings, int row)
    {
        var section = rows.Sections[row];
        var held = new double[section.Units.Length];
        var shares = new float[held.Length];
        var found = new float[held.Length];
        var all = 0.0;
        var repaired = findings.Corrections.SelectMany(correction => correction.To.Split(' ')).ToHashSet();
        foreach (var concept in findings.Concepts)
        {
            if (concept.Evidence == 0)
                continue;
            all += concept.Evidence;
            Array.Clear(shares);
            foreach (var (term, share) in concept.Variants)
                Raise(term, share >= SameWord ? 1 : OtherWord);
            foreach (var term in concept.Leads)
                Raise(term, RelatedWord);
            var credit = repaired.Contains(concept.Word) ? RepairedWord : 1;
            for (var i = 0; i < held.Length; i++)
                held[i] += credit * concept.Evidence * shares[i];
        }
        // Whoever tells a long story uses many words that no answer repeats.
        var enough = 2 * vocabulary.Weight(0);
        var asked = all <= enough ? all : Math.Sqrt(enough * all);
        for (var i = 0; i < held.Length; i++)
            held[i] = asked == 0 ? 0 : Math.Min(1, held[i] / asked);
        var best = Array.IndexOf(held, held.DefaultIfEmpty().Max());
        return new(best < 0 ? 0 : held[best], best, held);

        void Raise(int term, float share)
        {
            // What the headings say holds for everything below them.
            if (index.Headings.Holds(term, row))
                Lift(shares, share);
            Array.Clear(found);
            index.Units.RaiseTo(found, term, rows.FirstUnit[row], 1);
            for (var i = 0; i < found.Length; i++)
                if (found[i] > 0)
                    shares[i] = Math.Max(shares[i], share);
        }
    }

    private static void Lift(float[] shares, float least)
    {
        for (var i = 0; i < shares.Length; i++)
            shares[i] = Math.Max(shares[i], least);
    }
}
