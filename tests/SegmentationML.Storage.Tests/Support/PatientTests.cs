using System.Runtime.CompilerServices;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Storage.Tests.Support;

/// <summary>On a machine that has too much to do a change that takes milliseconds may take a minute: no test but the one of giving up fails for that.</summary>
internal static class PatientTests
{
    [ModuleInitializer]
    internal static void WaitLonger() => LedgerDatabase.SecondsToWaitForOthers = 3600;
}
