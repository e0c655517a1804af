using System.Globalization;
using KnowledgeApi.Search.Evaluation;

namespace Benchmarks.Search;

/// <summary>How well questions find their sections and answers, by kind, with other engines on the same sections beside.</summary>
public static class SearchReport
{
    public static void Run(string[] options)
    {
        var root = Root();
        var heldOut = options.Contains("held-out");
        using var miniSearch = MiniSearchPeer.Start(Path.Combine(root, "tests/Benchmarks/Search"));
        var all = new List<SearchScore>();
        var folders = options.Where(Directory.Exists).ToList();
        foreach (var set in folders.Count > 0 ? folders.Select(EvaluationSet.In) : EvaluationSet.All(root))
        {
            using (set)
            {
                var scores = Scores(set, heldOut, miniSearch, options);
                Print(set.Name, scores);
                all.AddRange(scores);
            }
        }
        Print("all", all);
    }

    public static string Root()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "KnowledgeApi.sln")))
            root = Path.GetDirectoryName(root.TrimEnd('/'))!;
        return root;
    }

    private static List<SearchScore> Scores(
        EvaluationSet set,
        bool heldOut,
        MiniSearchPeer? miniSearch,
        string[] options
    )
    {
        var sections = set.Library.Articles.SelectMany(article => article.Sections).ToList();
        var documents = sections
            .Select((section, i) => new PeerDocument(i, section.Heading, $"{section.PlainText}\n{section.Code}"))
            .ToList();
        var questions = set.Questions.Where(question => heldOut || !question.IsHeldOut).ToList();
        miniSearch?.Build(documents);
        var theirs = miniSearch?.Search(questions.Select(question => question.Text));
        using var plain = new PlainFts5Peer(documents);
        var scores = new List<SearchScore>();
        foreach (var (question, i) in questions.Select((question, i) => (question, i)))
        {
            int Rank(IEnumerable<string> places) =>
                places
                    .Select((place, n) => (place, n))
                    .Where(p => question.Places.Contains(p.place))
                    .Select(p => p.n + 1)
                    .FirstOrDefault();
            string Place(int id) => $"{sections[id].ArticleSlug}#{sections[id].Anchor}";
            var verdict = EvaluationVerdict.Of(set, question);
            scores.Add(
                new(
                    question,
                    verdict,
                    theirs is null ? null : Rank(theirs[i].Ids.Select(Place)),
                    Rank(plain.Search(question.Text).Select(Place))
                )
            );
            if (options.Contains("misses") && !question.IsHeldOut && question.Places.Count > 0 && verdict.Rank != 1)
                Console.WriteLine(
                    $"{set.Name[0]} {question.Kind, -12} {verdict.Rank, 3} {question.Text}\n      wanted {question.Places[0]}, found {verdict.First}"
                );
            if (options.Contains("answers") && !question.IsHeldOut && !verdict.IsRightAnswer)
                Console.WriteLine(
                    $"{set.Name[0]} {question.Kind, -12} {verdict.Answer.Status} {verdict.Answer.Confidence} {question.Text} [{string.Join(' ', verdict.Answer.UnknownWords)}]"
                );
        }
        return scores;
    }

    private static void Print(string name, List<SearchScore> scores)
    {
        Console.WriteLine($"{name, -22}     n    r@1    r@5    MRR  answers   MiniSearch            plain FTS5");
        var covered = scores.Where(score => score.Question.Places.Count > 0).ToList();
        foreach (var kind in covered.GroupBy(score => score.Question.Kind))
            Line(kind.Key, [.. kind]);
        Line("covered", covered);
        var refused = scores
            .Where(score => score.Question.Places.Count == 0)
            .Select(score => score.Verdict.IsRightAnswer ? 1.0 : 0)
            .ToList();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  {"not covered", -20} {refused.Count, 5}                       {refused.Average(), 6:0.000}"
            )
        );
        DifficultyEstimate.Print(name, covered);
    }

    private static void Line(string name, List<SearchScore> scores)
    {
        var peers = string.Concat(
            ((Func<SearchScore, int?>[])[score => score.MiniSearch, score => score.PlainFts5]).Select(rank =>
                scores[0] is var first && rank(first) is null
                    ? ""
                    : Figures([.. scores.Select(score => rank(score)!.Value)]) + "   "
            )
        );
        var answers = scores.Average(score => score.Verdict.IsRightAnswer ? 1.0 : 0);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  {name, -20} {scores.Count, 5}  {Figures([.. scores.Select(score => score.Verdict.Rank)])}  {answers, 6:0.000}    {peers}"
            )
        );
    }

    private static string Figures(List<int> ranks) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{ranks.Average(r => r == 1 ? 1.0 : 0):0.000}  {ranks.Average(r => r is >= 1 and <= 5 ? 1.0 : 0):0.000}  {ranks.Average(r => r == 0 ? 0 : 1.0 / r):0.000}"
        );
}
