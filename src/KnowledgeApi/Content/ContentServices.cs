using KnowledgeApi.Hosting;
using Microsoft.Extensions.Options;

namespace KnowledgeApi.Content;

public static class ContentServices
{
    public static void AddContent(this IServiceCollection services) =>
        services.AddSingleton(provider =>
            LibraryLoader.Load(
                provider.GetRequiredService<IOptions<ContentOptions>>().Value.Path,
                new LoadOptions { BaseUrl = new Uri(provider.GetRequiredService<PublicUrl>().Base + "/") }
            )
        );
}
