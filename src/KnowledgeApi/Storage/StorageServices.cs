namespace KnowledgeApi.Storage;

public static class StorageServices
{
    public static void AddLearnerStorage(this IServiceCollection services)
    {
        services.AddSingleton<LearnerConnection>();
        services.AddSingleton<LearnerStore>();
        services.AddHostedService<LearnerMigrator>();
        services.AddHostedService<ExpiredData>();
    }
}
