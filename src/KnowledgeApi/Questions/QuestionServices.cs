using KnowledgeApi.Content;

namespace KnowledgeApi.Questions;

public static class QuestionServices
{
    public static void AddQuestions(this IServiceCollection services) => services.AddPerContent<AnswerDesk>();
}
