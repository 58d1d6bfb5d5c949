using System.CommandLine;

namespace SegmentationML.Cli;

/// <summary><c>segml completion</c>: a script that makes a shell complete verbs, options and values.</summary>
internal static class CompletionCommand
{
    private static readonly Argument<string> Shell = new Argument<string>("shell") { Description = "bash, zsh, fish or pwsh" }.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");

    public static Command Create(CommandContext context)
    {
        var command = new Command("completion", "Print a script that makes a shell complete segml's words") { Shell };
        command.SetAction(parsed =>
        {
            context.Console.Out.WriteLine(Script(parsed.GetRequiredValue(Shell)));
            return ExitCode.Done;
        });
        return command.WithExamples("segml completion bash >> ~/.bashrc", "segml completion pwsh >> $PROFILE");
    }

    private static string Script(string shell) => shell switch
    {
        "bash" => """
            _segml() {
                local IFS=$'\n'
                COMPREPLY=($(segml "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null))
            }
            complete -o default -F _segml segml
            """,
        "zsh" => """
            _segml() {
                local -a words_found
                words_found=("${(@f)$(segml "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
                compadd -- $words_found
                (( $#words_found )) || _files
            }
            compdef _segml segml
            """,
        "fish" => """
            complete -c segml -a '(segml "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null)'
            """,
        _ => """
            Register-ArgumentCompleter -Native -CommandName segml -ScriptBlock {
                param($word, $command, $position)
                segml "[suggest:$position]" "$command" | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
            }
            """,
    };
}
