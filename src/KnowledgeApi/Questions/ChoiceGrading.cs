using System.Collections.Immutable;
using System.Text.Json;

namespace KnowledgeApi.Questions;

/// <summary>One right option, or several with partial credit.</summary>
internal static class ChoiceGrading
{
    public static GradeOutcome GradeOne(Question question, OptionsKey key, JsonElement answer)
    {
        var (chosen, mistake) = OptionIds.Read(question, answer);
        if (mistake is not null)
            return mistake;
        if (chosen.Length != 1)
            return OptionIds.Invalid(question, $"The answer names {chosen.Length} options; expected exactly one.");
        return Explained(question, key, chosen).Scored(key.OptionIds.Contains(chosen[0].Id) ? 1 : 0, key.OptionIds);
    }

    // Right picks count for, wrong ones against, so that ticking everything earns nothing.
    public static GradeOutcome GradeMany(Question question, OptionsKey key, JsonElement answer)
    {
        var (chosen, mistake) = OptionIds.Read(question, answer);
        if (mistake is not null)
            return mistake;
        var wrongOptions = question.Options.Length - key.OptionIds.Length;
        var right = chosen.Count(option => key.OptionIds.Contains(option.Id));
        var wrong = chosen.Length - right;
        // Where no option is right, naming none is.
        var share = key.OptionIds.IsEmpty ? 1 : (double)right / key.OptionIds.Length;
        var score = share - (wrong == 0 ? 0 : (double)wrong / (key.OptionIds.IsEmpty ? 1 : wrongOptions));
        return Explained(question, key, chosen).Scored(score, key.OptionIds);
    }

    private static GradeReport Explained(Question question, OptionsKey key, ImmutableArray<Option> chosen)
    {
        var report = new GradeReport(question);
        foreach (var option in question.Options)
        {
            var (right, picked) = (key.OptionIds.Contains(option.Id), chosen.Contains(option));
            var text = option.Text.Text;
            var why = option.Why is null ? "." : $": {option.Why.Text}";
            if (right && picked)
                report.Met(option.Id, text, option.Line, $"“{text}” is right{why}");
            else if (right)
                report.Missing(option.Id, text, option.Line, $"“{text}” would have been right{why}");
            else if (picked)
                report.Contradicted(option.Id, text, option.Line, $"“{text}” is wrong{why}");
            else
                report.Say($"“{text}” is wrong, and you left it out{why}");
        }
        return report;
    }
}
