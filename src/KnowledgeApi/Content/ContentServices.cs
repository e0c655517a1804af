using KnowledgeApi.Hosting;
using KnowledgeApi.Questions;
using KnowledgeApi.Simulations;
using Microsoft.Extensions.Options;

namespace KnowledgeApi.Content;

public static class ContentServices
{
    public static void AddContent(this IServiceCollection services) =>
        services.AddSingleton(provider =>
        {
            var path = provider.GetRequiredService<IOptions<ContentOptions>>().Value.Path;
            var options = new LoadOptions { BaseUrl = new Uri(provider.GetRequiredService<PublicUrl>().Base + "/") };
            return Predictions.Complete(
                LibraryLoader.Load(path, options),
                provider.GetRequiredService<SimulationDesk>()
            );
        });
}
