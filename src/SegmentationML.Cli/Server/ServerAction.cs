using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using SegmentationML.Core;
using SegmentationML.Notebooks.Client;

namespace SegmentationML.Cli.Server;

/// <summary>A verb that runs on this machine's workspace or, with <c>--server</c>, through a service.</summary>
/// <param name="context">What all verbs share.</param>
/// <param name="local">The verb on a workspace.</param>
/// <param name="options">Options of the verb that hold with a server too.</param>
/// <param name="remote">The verb through a service.</param>
internal sealed class ServerAction(CommandContext context, CommandLineAction local, IReadOnlyCollection<string> options, Func<SegmlClient, ParseResult, CancellationToken, Task<int>> remote) : AsynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override async Task<int> InvokeAsync(ParseResult parseResult, CancellationToken cancellationToken = default)
    {
        if (parseResult.GetValue(context.Server) is not { } server)
        {
            return local is AsynchronousCommandLineAction waiting ? await waiting.InvokeAsync(parseResult, cancellationToken) : ((SynchronousCommandLineAction)local).Invoke(parseResult);
        }

        var given = parseResult.CommandResult.Children.OfType<OptionResult>().FirstOrDefault(o => !o.Implicit && !options.Contains(o.Option.Name) && !o.Option.Recursive);
        if (given is not null)
        {
            throw new ProblemException(new Problem("SEG-CLI-054", $"{given.Option.Name} does not go with --server: the service has its own files and definitions.", options.Count == 0 ? "Leave it out." : $"Leave it out; what goes with it: {string.Join(", ", options)}."));
        }

        using var client = new SegmlClient(ServiceAddress.Read(server, parseResult.GetValue(context.KeyFile)), context.Clock);
        return await remote(client, parseResult, cancellationToken);
    }
}
