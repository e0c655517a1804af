using System.Buffers;
using System.Collections;
using KnowledgeApi.Content;

namespace KnowledgeApi.Search;

/// <summary>Scores rows by the words they hold, rare words for more: bm25 over the fields of a row.</summary>
internal sealed class Ranker(SearchRows rows, TermIndex index)
{
    private const double UnitWeight = 0.4;
    private const double CoveragePull = 0.3;
    private const float CodeWeight = 0.5f;

    // What sums an article up touches everything, and tells less of each thing than the section that is on it.
    private const double SummaryWeight = 0.92;

    // What leads elsewhere names the matter and says nothing on it.
    private const double LinksWeight = 0.5;

    // Units tell the best sections from the good ones; further down nobody sees the difference.
    private const int LookedInto = 64;

    private readonly double[] weights = [.. rows.Sections.Select(section => Weight(HeadingRoles.Of(section.Heading)))];

    /// <summary>Sections best first: by their own words, half their best unit, and how much of the question they hold.</summary>
    public List<(int Row, double Score)> Sections(Concept[] concepts, BitArray? allowed, int most)
    {
        var best = Best(index.Sections, rows.Sections.Length, concepts, allowed, most);
        for (var i = 0; i < best.Count; i++)
        {
            var (row, score) = best[i];
            if (i < LookedInto)
                score += UnitWeight * BestUnit(row, concepts).Score;
            score *= weights[row];
            best[i] = (row, score * (1 - CoveragePull + CoveragePull * (i < LookedInto ? Coverage(row, concepts) : 0)));
        }
        best.Sort((a, b) => b.Score.CompareTo(a.Score) is var order and not 0 ? order : a.Row.CompareTo(b.Row));
        return best;
    }

    public List<(int Row, double Score)> Entries(Concept[] concepts, BitArray? allowed, int most) =>
        Best(index.Entries, rows.Entries.Length, concepts, allowed, most);

    /// <summary>The unit of a section that tells most, by its number in the section; -1 where none holds a word.</summary>
    public (int Unit, double Score) BestUnit(int row, Concept[] concepts)
    {
        var units = rows.Sections[row].Units;
        var scores = UnitScores(row, concepts);
        var best = -1;
        for (var i = 0; i < scores.Length; i++)
        {
            // Prose explains; a listing that names the same words seldom does.
            if (units[i].Kind == UnitKind.Code)
                scores[i] *= CodeWeight;
            if (scores[i] > 0 && (best < 0 || scores[i] > scores[best]))
                best = i;
        }
        return best < 0 ? (-1, 0) : (best, scores[best]);
    }

    private static double Weight(HeadingRole role) =>
        role switch
        {
            HeadingRole.Takeaways or HeadingRole.Summary => SummaryWeight,
            HeadingRole.Related
            or HeadingRole.Previous
            or HeadingRole.Next
            or HeadingRole.PreviousAndNext
            or HeadingRole.Contents
            or HeadingRole.Tags
            or HeadingRole.Sources => LinksWeight,
            _ => 1,
        };

    private float[] UnitScores(int row, Concept[] concepts)
    {
        var scores = new float[rows.Sections[row].Units.Length];
        var shares = ArrayPool<float>.Shared.Rent(scores.Length);
        var own = shares.AsSpan(0, scores.Length);
        foreach (var concept in concepts)
        {
            own.Clear();
            foreach (var (term, share) in concept.Variants)
                index.Units.RaiseTo(own, term, rows.FirstUnit[row], share);
            for (var i = 0; i < scores.Length; i++)
                scores[i] += (float)concept.Weight * own[i];
        }
        ArrayPool<float>.Shared.Return(shares);
        return scores;
    }

    private double Coverage(int row, Concept[] concepts)
    {
        var (held, all) = (0.0, 0.0);
        foreach (var concept in concepts)
        {
            if (concept.Evidence == 0)
                continue;
            all += concept.Weight;
            var best = 0f;
            foreach (var (term, share) in concept.Variants)
                if (share > best && index.Sections.Holds(term, row))
                    best = share;
            held += concept.Weight * best;
        }
        return all == 0 ? 0 : held / all;
    }

    private static List<(int Row, double Score)> Best(
        Postings postings,
        int count,
        Concept[] concepts,
        BitArray? allowed,
        int most
    )
    {
        var scores = ArrayPool<float>.Shared.Rent(count);
        scores.AsSpan(0, count).Clear();
        foreach (var concept in concepts)
        foreach (var (term, share) in concept.Variants)
            postings.AddTo(scores, term, (float)concept.Weight * share);
        var best = new PriorityQueue<int, (float Score, int Before)>(most);
        var least = 0f;
        for (var row = 0; row < count; row++)
        {
            if (scores[row] <= least || (allowed is not null && !allowed[row]))
                continue;
            if (best.Count < most)
                best.Enqueue(row, (scores[row], -row));
            else
                best.EnqueueDequeue(row, (scores[row], -row));
            if (best.Count == most && best.TryPeek(out _, out var last))
                least = last.Score;
        }
        ArrayPool<float>.Shared.Return(scores);
        var sorted = new (int, double)[best.Count];
        for (var i = sorted.Length - 1; i >= 0; i--)
            sorted[i] = best.TryDequeue(out var row, out var score) ? (row, score.Score) : default;
        return [.. sorted];
    }
}
