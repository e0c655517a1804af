using System.Globalization;
using KnowledgeApi.Questions;
using KnowledgeApi.Questions.Evaluation;

namespace Benchmarks.Grading;

/// <summary>How often free texts are decided, and how often rightly.</summary>
public static class GradingReport
{
    public static void Run(string root, string[] options)
    {
        var answers = GradingSet.Read(root);
        foreach (
            var group in answers
                .GroupBy(answer => answer.Question.KeyPoints.IsEmpty ? "plain questions" : "authored key points")
                .Select(g => (g.Key, g.ToList()))
                .Append(("all", answers))
        )
        {
            var (name, of) = group;
            Console.WriteLine($"{name, -22}     n  correct  partial  wrong  undecided");
            foreach (var kind in of.GroupBy(answer => answer.Kind))
                Console.WriteLine(
                    $"  {kind.Key, -20} {kind.Count(), 5}  {Count(kind, Grade.Correct), 7}  {Count(kind, Grade.Partial), 7}  {Count(kind, Grade.Wrong), 5}  {Count(kind, Grade.Undecided), 9}"
                );
            var decided = of.Where(answer => answer.Graded != Grade.Undecided).ToList();
            var wrong = of.Where(answer => answer.Label == Grade.Wrong).ToList();
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  decided {(double)decided.Count / of.Count:0.000}, of them right {decided.Average(answer => answer.Graded == answer.Label ? 1.0 : 0):0.000}; wrong graded correct {wrong.Average(answer => answer.Graded == Grade.Correct ? 1.0 : 0):0.000}"
                )
            );
        }
        if (options.Contains("answers"))
            foreach (var answer in answers.Where(answer => answer.Graded != answer.Label))
                Console.WriteLine($"{answer.Kind, -10} {answer.Graded, -9} {answer.Text}");
    }

    private static int Count(IEnumerable<LabelledAnswer> answers, Grade grade) =>
        answers.Count(answer => answer.Graded == grade);
}
