using System.Text.Json;

namespace KnowledgeApi.Questions;

/// <summary>Grades an answer by the question alone: no state, no clock, the same result every time.</summary>
public static class Grader
{
    private const int LongestAnswer = 20_000;

    /// <param name="judgement">What a reader found of the points of an undecided free text.</param>
    public static GradeOutcome Grade(Question question, JsonElement answer, Judgement? judgement = null)
    {
        if (judgement is { IsGiven: true } && question.Type != QuestionType.ShortAnswer)
            return new InvalidAnswer("Only free texts are judged; this answer has a key.", "no judgement", [])
            {
                Field = "judgement",
            };
        if (Length(answer) > LongestAnswer)
            return new InvalidAnswer(
                $"The answer is longer than {LongestAnswer} characters.",
                $"at most {LongestAnswer} characters",
                []
            );
        return (question.Type, question.Key) switch
        {
            (QuestionType.Order, OptionsKey key) => OrderGrading.Grade(question, key, answer),
            (_, OptionsKey key) when question.TakesOneOption => ChoiceGrading.GradeOne(question, key, answer),
            (QuestionType.MultipleChoice or QuestionType.Predict, OptionsKey key) => ChoiceGrading.GradeMany(
                question,
                key,
                answer
            ),
            (QuestionType.Numeric, NumericKey key) => NumericGrading.Grade(question, key, answer),
            (QuestionType.Match, MatchKey key) => MatchGrading.Grade(question, key, answer),
            (QuestionType.Cloze, ClozeKey key) => ClozeGrading.Grade(question, key, answer),
            (QuestionType.ShortAnswer, _) => ShortAnswerGrading.Grade(question, answer, judgement),
            (QuestionType.Lab or QuestionType.Predict, _) => new NeedsSimulation(
                question.ScenarioSlug!,
                question.Request
            ),
            _ => throw new InvalidOperationException(
                $"Question {question.Id} of type {question.Type} has no key of its type."
            ),
        };
    }

    private static int Length(JsonElement answer) =>
        answer.ValueKind switch
        {
            JsonValueKind.Undefined => 0,
            JsonValueKind.String => answer.GetString()!.Length,
            _ => answer.GetRawText().Length,
        };
}
