using SegmentationML.Storage.Ledger;
using SegmentationML.Storage.Registry.Outbox;

namespace SegmentationML.Storage.Tests.Ledger;

public abstract class OutboxRowsTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 30, 15, TimeSpan.Zero);
    private readonly LedgerDatabase _ledger;

    private protected OutboxRowsTests(LedgerDatabase ledger) => _ledger = ledger;

    public virtual void Dispose() => _ledger.Dispose();

    [Fact]
    public void Next_OfSeveral_IsTheFirstThatWaits()
    {
        _ledger.Write(c =>
        {
            OutboxRows.Add(c, "a", "1", Now);
            OutboxRows.Add(c, "b", "2", Now);
            OutboxRows.Add(c, "c", "3", Now);
        });
        _ledger.Write(c =>
        {
            OutboxRows.Settle(c, 1, OutboxState.Delivered, null, Now.AddMinutes(1));
            OutboxRows.Fail(c, 2, "no answer");
        });

        Assert.Equal(new OutboxMessage(2, "b", "2", Now, OutboxState.Pending, 1, null, "no answer"), _ledger.Read(c => OutboxRows.Next(c, 0)));
        Assert.Equal("c", _ledger.Read(c => OutboxRows.Next(c, 2))!.Topic);
        Assert.Null(_ledger.Read(c => OutboxRows.Next(c, 3)));
        Assert.Equal([3, 2, 1], _ledger.Read(c => OutboxRows.List(c, null, 10)).Select(m => m.Sequence));
        Assert.Equal(Now.AddMinutes(1), Assert.Single(_ledger.Read(c => OutboxRows.List(c, OutboxState.Delivered, 10))).Settled);
    }

    [Fact]
    public void Add_WhoseTransactionIsUndone_LeavesNothing()
    {
        Assert.Throws<InvalidOperationException>(() => _ledger.Write(c =>
        {
            OutboxRows.Add(c, "a", "1", Now);
            throw new InvalidOperationException("no");
        }));

        Assert.Equal(0, _ledger.Read(c => OutboxRows.Count(c, OutboxState.Pending)));
    }

    [Fact]
    public void Trim_TakesWhatWasDeliveredLongAgo_AndNoNumberComesBack()
    {
        _ledger.Write(c =>
        {
            foreach (var state in new[] { OutboxState.Delivered, OutboxState.Refused, OutboxState.Delivered, OutboxState.Delivered })
            {
                OutboxRows.Settle(c, OutboxRows.Add(c, "a", "1", Now), state, null, Now);
            }

            OutboxRows.Add(c, "a", "1", Now);
            OutboxRows.Settle(c, 3, OutboxState.Delivered, null, Now.AddDays(1));
        });

        Assert.Equal(2, _ledger.Write(c => OutboxRows.Trim(c, Now.AddHours(1))));

        Assert.Equal([5L, 3, 2], _ledger.Read(c => OutboxRows.List(c, null, 10)).Select(m => m.Sequence));
        _ledger.Write(c => OutboxRows.Settle(c, 5, OutboxState.Delivered, null, Now));
        Assert.Equal(1, _ledger.Write(c => OutboxRows.Trim(c, Now.AddHours(1))));
        Assert.Equal(6, _ledger.Write(c => OutboxRows.Add(c, "a", "1", Now)));
    }

    [Fact]
    public void Reopen_RefusedMessages_WaitAgain()
    {
        _ledger.Write(c => OutboxRows.Settle(c, OutboxRows.Add(c, "a", "1", Now), OutboxState.Refused, "400", Now));

        Assert.Equal(1, _ledger.Write(OutboxRows.Reopen));

        Assert.Equal(new OutboxMessage(1, "a", "1", Now, OutboxState.Pending, 0, null, "400"), _ledger.Read(c => OutboxRows.Next(c, 0)));
    }

    [Fact]
    public void Id_OfEqualMessages_DiffersByPlaceAndTime()
    {
        var message = new OutboxMessage(1, "a", "1", Now, OutboxState.Pending, 0, null, null);

        Assert.Matches("^[0-9a-f]{32}$", message.Id);
        Assert.Equal(message.Id, (message with { Attempts = 4, State = OutboxState.Refused }).Id);
        Assert.Equal(4, new[] { message, message with { Sequence = 2 }, message with { Time = Now.AddMilliseconds(1) }, message with { Payload = "2" } }.Select(m => m.Id).Distinct().Count());
    }

    [Fact]
    public void RegistryEvent_ReadBack_IsWhatWasWritten()
    {
        var written = new RegistryEvent(RegistryEventKind.VersionRegistered, "abc-xyz", 3)
        {
            Run = "20261122T093015Z-1", Parameters = new Dictionary<string, string> { ["k"] = "3" }, Metrics = new Dictionary<string, double> { ["ari"] = double.NaN, ["churn"] = 0.1 },
        };
        _ledger.Write(c => written.Add(c, Now));

        var message = _ledger.Read(c => OutboxRows.Next(c, 0))!;
        var read = RegistryEvent.Parse(message.Payload);

        Assert.Equal("registry", message.Topic);
        Assert.Equal((written.Kind, written.Model, written.Version, written.Run), (read.Kind, read.Model, read.Version, read.Run));
        Assert.Equal(written.Parameters, read.Parameters);
        Assert.Equal(written.Metrics, read.Metrics);
    }
}
