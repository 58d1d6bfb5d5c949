using SegmentationML.Cli;
using SegmentationML.Cli.Terminal;

return await Segml.RunAsync(args, SegmlConsole.OfProcess(), TimeProvider.System, CancellationToken.None);
