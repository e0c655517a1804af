using System.Text.Json;

namespace KnowledgeApi.Questions;

/// <summary>Credit for each step that directly follows the one it should follow.</summary>
internal static class OrderGrading
{
    public static GradeOutcome Grade(Question question, OptionsKey key, JsonElement answer)
    {
        var (chosen, mistake) = OptionIds.Read(question, answer);
        if (mistake is not null)
            return mistake;
        if (chosen.Length != key.OptionIds.Length)
            return OptionIds.Invalid(
                question,
                $"The answer orders {chosen.Length} steps; expected all {key.OptionIds.Length}, each once."
            );
        var report = new GradeReport(question);
        for (var i = 0; i < chosen.Length; i++)
        {
            var step = chosen[i];
            var place = key.OptionIds.IndexOf(step.Id);
            var follows = i == 0 ? place == 0 : place > 0 && key.OptionIds[place - 1] == chosen[i - 1].Id;
            var text = step.Text.Text;
            var why = step.Why is null ? "." : $": {step.Why.Text}";
            if (follows)
                report.Met(step.Id, text, step.Line, $"“{text}” is in its place{why}");
            else
                report.Missing(step.Id, text, step.Line, $"“{text}” is step {place + 1}{After(question, place)}{why}");
        }
        var pairs = chosen
            .Skip(1)
            .Where((step, i) => key.OptionIds.IndexOf(step.Id) == key.OptionIds.IndexOf(chosen[i].Id) + 1)
            .Count();
        return report.Scored((double)pairs / (chosen.Length - 1), key.OptionIds);
    }

    private static string After(Question question, int place) =>
        place == 0 ? ", the first" : $", after “{question.Options[place - 1].Text.Text}”";
}
