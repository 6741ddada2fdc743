using TlsDissect.Decryption;
using TlsDissect.Protocol;
using TlsDissect.Records;
using TlsDissect.Records.Resynchronization;

namespace TlsDissect.Tests.Records.Resynchronization;

/// <summary>Sequence numbers after a loss: the right ones are tried, and no more than the budget allows.</summary>
public sealed class SequenceSearchTests
{
    [Fact]
    public void A_known_number_of_lost_records_is_tried_first() =>
        Assert.Equal([3L, 2, 1, 0], SequenceSearch.Trials(new LostRecords(10, 3) { Distance = 3000 }, hint: -1, size: 1000));

    [Fact]
    public void Without_framing_numbers_are_tried_outward_from_the_likeliest() =>
        Assert.Equal([2L, 3, 1, 4, 0], SequenceSearch.Trials(new LostRecords(60, null) { Distance = 60 }, hint: -1, size: 20));

    [Fact]
    public void What_the_record_says_itself_is_tried_before_all() =>
        Assert.Equal([4L, 2, 3, 1, 0], SequenceSearch.Trials(new LostRecords(60, null) { Distance = 60 }, hint: 4, size: 20));

    [Fact]
    public void A_budget_is_the_allowance_and_a_multiple_of_what_is_read()
    {
        TrialBudget budget = new(10_000, new SharedTrials(long.MaxValue));
        budget.Earn(1000);
        int trials = 0;
        while (budget.TrySpend(1000)) trials++;

        Assert.InRange(budget.Spent, 10_000 + 1000 * TrialBudget.Multiple,
            10_000 + 1000 * TrialBudget.Multiple + 1000 + TrialBudget.Overhead);
        Assert.Equal((int)Math.Ceiling(26_000 / (1000.0 + TrialBudget.Overhead)), trials);
    }

    [Fact]
    public void Garbage_that_looks_like_records_costs_no_more_than_the_budget()
    {
        CountingDecryptor decryptor = new();
        TrialBudget budget = new(1 << 20, new SharedTrials(long.MaxValue));
        byte[] plaintext = new byte[20_000];
        LostRecords lost = new(1 << 30, null) { Distance = 1 << 30 };
        for (int i = 0; i < 100; i++)
        {
            budget.Earn(500);
            TlsRecord garbage =
                new(new RecordHeader(ContentType.ApplicationData, ProtocolVersion.Tls12, 500), new byte[500], default(StreamPosition));
            Assert.False(SequenceSearch.Decrypt(decryptor, lost, garbage, budget, plaintext).IsAuthenticated);
        }

        Assert.InRange(decryptor.Bytes, 1, (1 << 20) + 100 * 500 * TrialBudget.Multiple);
        Assert.Equal(0ul, decryptor.SequenceNumber);
    }

    private sealed class CountingDecryptor : RecordDecryptor
    {
        public long Bytes { get; private set; }

        protected override DecryptedRecord DecryptNext(scoped in ProtectedRecord record, Span<byte> plaintext)
        {
            Bytes += record.Fragment.Length;
            return DecryptedRecord.Failed(DecryptionOutcome.BadRecordMac);
        }

        protected override void Dispose(bool disposing) { }
    }
}
