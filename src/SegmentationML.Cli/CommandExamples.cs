using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;

namespace SegmentationML.Cli;

/// <summary>Adds examples to the help of a command.</summary>
internal static class CommandExamples
{
    private static readonly ConditionalWeakTable<Command, string[]> Known = [];

    /// <summary>Sets the examples of a command, each a whole command line.</summary>
    public static T WithExamples<T>(this T command, params string[] examples)
        where T : Command
    {
        Known.AddOrUpdate(command, examples);
        return command;
    }

    /// <summary>The examples of a command; empty when it has none.</summary>
    public static IReadOnlyList<string> Of(Command command) => Known.TryGetValue(command, out var examples) ? examples : [];

    /// <summary>Makes the root's help print them.</summary>
    public static void Install(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new Help((HelpAction)help.Action!);
    }

    private sealed class Help(HelpAction inner) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var code = inner.Invoke(parseResult);
            var examples = Of(parseResult.CommandResult.Command);
            var output = parseResult.InvocationConfiguration.Output;
            if (examples.Count > 0)
            {
                output.WriteLine("Examples:");
                foreach (var example in examples)
                {
                    output.WriteLine($"  {example}");
                }

                output.WriteLine();
            }

            return code;
        }
    }
}
