using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace KnowledgeApi.Hosting;

public static class Running
{
    /// <summary>Runs until told to stop; a setting that cannot work ends it with a line that says which.</summary>
    public static async Task<int> RunToEndAsync(this IHost app)
    {
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (OptionsValidationException e)
        {
            foreach (var failure in e.Failures)
                await Console.Error.WriteLineAsync(failure);
        }
        catch (InvalidOperationException e) when (e.InnerException is FormatException or ArgumentException)
        {
            await Console.Error.WriteLineAsync(e.Message);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"{e.Message} Choose another with --urls http://localhost:PORT.");
        }
        return 1;
    }
}
