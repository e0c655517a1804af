using System.Buffers;
using System.Collections;
using System.Runtime.InteropServices;
using KnowledgeApi.Content;

namespace KnowledgeApi.Search;

/// <summary>
/// Scores rows by the words they hold, rare words for more: bm25 over the fields of a row. The best sections are then
/// looked into for what else speaks for them.
/// </summary>
internal sealed class Ranker(SearchRows rows, TermIndex index, Evidence evidence)
{
    // What each sign counts where bm25 counts 1: the weights of a logistic regression of "this section answers" over the
    // questions of the evaluation that are not held out, rounded.
    private const double PassageWeight = 0.35;
    private const double HeadingsWeight = 0.35;
    private const double SentenceWeight = 0.2;
    private const double NeighboursWeight = 0.5;
    private const double ArticleWeight = 0.6;
    private const double QuestionWeight = 0.9;

    // Whoever types a heading wants that section; too few of the questions do for a regression to tell.
    private const double IsHeadingWeight = 0.5;

    private const float CodeWeight = 0.5f;

    // What sums an article up touches everything, and tells less of each thing than the section that is on it.
    private const double SummaryWeight = 0.92;

    // What leads elsewhere names the matter and says nothing on it.
    private const double LinksWeight = 0.5;

    // The signs tell the best sections from the good ones; further down nobody sees the difference.
    private const int LookedInto = 48;
    private const int Read = 12;

    // An article is about what its best sections are about.
    private const int SectionsOfArticle = 3;

    private readonly double[] weights = [.. rows.Sections.Select(section => Weight(HeadingRoles.Of(section.Heading)))];

    /// <summary>Sections best first: by their own words, then by what else speaks for the best of them.</summary>
    /// <param name="entries">Questions that the content asks itself speak for the sections they are on.</param>
    public List<(int Row, double Score)> Sections(
        Concept[] concepts,
        List<(int Row, double Score)> entries,
        BitArray? allowed,
        int most
    )
    {
        var sections = Best(index.Sections, rows.Sections.Length, concepts, allowed, most);
        var best = CollectionsMarshal.AsSpan(sections);
        var looked = best[..Math.Min(LookedInto, best.Length)];
        var asked = 0.0;
        foreach (var concept in concepts)
            asked += concept.Evidence > 0 ? concept.Weight : 0;
        var closeness = new Closeness(concepts, index.Terms);
        Span<double> signs = stackalloc double[looked.Length];
        for (var i = 0; i < looked.Length; i++)
        {
            var row = looked[i].Row;
            var (passage, headings) = evidence.Shares(concepts, row);
            signs[i] =
                asked
                    * (
                        PassageWeight * passage
                        + HeadingsWeight * headings
                        + (closeness.IsAsked(rows.Sections[row].Heading) ? IsHeadingWeight : 0)
                    )
                + ArticleWeight * OfArticle(looked, row)
                + ByQuestions(entries, row);
        }
        for (var i = 0; i < looked.Length; i++)
            looked[i].Score += signs[i];
        foreach (ref var section in best)
            section.Score *= weights[section.Row];
        best.Sort(ByScore);
        foreach (ref var section in best[..Math.Min(Read, best.Length)])
        {
            var (sentence, neighbours) = closeness.In(rows.Sections[section.Row]);
            section.Score += SentenceWeight * sentence + NeighboursWeight * neighbours;
        }
        best.Sort(ByScore);
        return sections;
    }

    private double OfArticle(ReadOnlySpan<(int Row, double Score)> looked, int row)
    {
        var (sum, count) = (0.0, 0);
        foreach (var (other, score) in looked)
        {
            if (rows.Sections[other].ArticleSlug != rows.Sections[row].ArticleSlug)
                continue;
            sum += score;
            if (++count == SectionsOfArticle)
                break;
        }
        return sum / SectionsOfArticle;
    }

    /// <summary>What a like question that the content itself asks on a section adds to its score.</summary>
    public double ByQuestions(List<(int Row, double Score)> entries, int row)
    {
        foreach (var (entry, score) in entries)
            if (rows.Entries[entry].Kind == ResultKind.Question && rows.SectionOf[entry] == row)
                return QuestionWeight * score;
        return 0;
    }

    public List<(int Row, double Score)> Entries(Concept[] concepts, BitArray? allowed, int most) =>
        Best(index.Entries, rows.Entries.Length, concepts, allowed, most);

    /// <summary>The unit of a section that tells most, by its number in the section; -1 where none holds a word.</summary>
    public int BestUnit(int row, Concept[] concepts)
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
        return best;
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

    private static int ByScore((int Row, double Score) a, (int Row, double Score) b) =>
        b.Score.CompareTo(a.Score) is var order and not 0 ? order : a.Row.CompareTo(b.Row);

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
