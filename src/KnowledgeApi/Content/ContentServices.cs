using KnowledgeApi.Content.Serving;

namespace KnowledgeApi.Content;

public static class ContentServices
{
    public static void AddContent(this IServiceCollection services)
    {
        services.AddSingleton<ServedContent>();
        services.AddSingleton<ContentReload>();
        services.AddScoped<ContentLease>();
        services.AddScoped(provider => provider.GetRequiredService<ContentLease>().Snapshot);
        services.AddScoped(provider => provider.GetRequiredService<ContentSnapshot>().Library);
        services.AddHostedService<ContentWatcher>();
    }

    /// <summary>
    /// A service that rests on the content: made once for each state of it and shared by all callers. It may ask for
    /// the <see cref="Library"/>, for other such services and for singletons; what it must dispose of it hands to
    /// <see cref="ContentSnapshot.Own"/>.
    /// </summary>
    public static IServiceCollection AddPerContent<T>(this IServiceCollection services)
        where T : class => services.AddPerContent(provider => ActivatorUtilities.CreateInstance<T>(provider));

    public static IServiceCollection AddPerContent<T>(this IServiceCollection services, Func<IServiceProvider, T> make)
        where T : class =>
        services.AddScoped(provider => provider.GetRequiredService<ContentSnapshot>().Derived(() => make(provider)));
}
