using System.Buffers;

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

    public Passage Of(Concept[] concepts, int row)
    {
        var held = new double[rows.Sections[row].Units.Length];
        Weigh(concepts, row, held);
        var best = Array.IndexOf(held, held.DefaultIfEmpty().Max());
        return new(best < 0 ? 0 : held[best], best, held);
    }

    /// <summary>The share of the question that the best passage of a section holds, and the share that its headings hold.</summary>
    public (double Passage, double Headings) Shares(Concept[] concepts, int row)
    {
        var length = rows.Sections[row].Units.Length;
        var held = ArrayPool<double>.Shared.Rent(length);
        var units = held.AsSpan(0, length);
        var headings = Weigh(concepts, row, units);
        var best = 0.0;
        foreach (var share in units)
            best = Math.Max(best, share);
        ArrayPool<double>.Shared.Return(held);
        return (best, headings);
    }

    /// <returns>The share of the question that the headings hold.</returns>
    private double Weigh(Concept[] concepts, int row, Span<double> held)
    {
        var pooled = ArrayPool<float>.Shared.Rent(held.Length);
        var shares = pooled.AsSpan(0, held.Length);
        held.Clear();
        var (all, headings, weights) = (0.0, 0.0, 0.0);
        foreach (var concept in concepts)
        {
            if (concept.Evidence == 0)
                continue;
            all += concept.Evidence;
            weights += concept.Weight;
            shares.Clear();
            var (above, own) = (0f, 0f);
            foreach (var (term, share) in concept.Variants)
            {
                var worth = share >= SameWord ? 1 : OtherWord;
                if (index.Headings.Holds(term, row))
                    (above, own) = (Math.Max(above, worth), Math.Max(own, share));
                index.Units.RaiseToAtLeast(shares, term, rows.FirstUnit[row], worth);
            }
            foreach (var term in concept.Leads)
            {
                if (index.Headings.Holds(term, row))
                    above = Math.Max(above, RelatedWord);
                index.Units.RaiseToAtLeast(shares, term, rows.FirstUnit[row], RelatedWord);
            }
            headings += concept.Weight * own;
            // What the headings say holds for everything below them.
            for (var i = 0; i < held.Length; i++)
                held[i] += concept.Credit * concept.Evidence * Math.Max(above, shares[i]);
        }
        ArrayPool<float>.Shared.Return(pooled);
        // Whoever tells a long story uses many words that no answer repeats.
        var enough = 2 * vocabulary.Weight(0);
        var asked = all <= enough ? all : Math.Sqrt(enough * all);
        for (var i = 0; i < held.Length; i++)
            held[i] = asked == 0 ? 0 : Math.Min(1, held[i] / asked);
        return weights == 0 ? 0 : headings / weights;
    }
}
