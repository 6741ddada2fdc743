using TlsDissect.Connections.Datagrams;
using TlsDissect.Decryption;
using TlsDissect.Decryption.Quic;
using TlsDissect.Protocol;

namespace TlsDissect.Connections.Quic;

/// <content>The numbers of packets (RFC 9000 §12.3), of which only the last bytes are sent.</content>
internal sealed partial class QuicConnection
{
    /// <summary>Notes the number of an authenticated packet.</summary>
    private void Mark(EpochRecords space, ulong number)
    {
        Counts.OutOfOrder ??= 0;
        if (space.Window.Highest is ulong highest && number < highest) Counts.OutOfOrder++;
        space.Window.TryMark(number);
    }

    /// <summary>
    /// Decrypts a packet after a loss of more than half of the numbers that its last bytes can tell apart. Returns whether it
    /// authenticates.
    /// </summary>
    private bool TryLaterNumbers(Direction direction, in TlsRecord record)
    {
        const int MaxWindows = 16;
        if (direction.Decryptor is not QuicRecordDecryptor decryptor || decryptor.NumberLength(record) is not (> 0 and int length))
            return false;
        ulong expected = decryptor.SequenceNumber;
        for (ulong i = 1; i <= MaxWindows && Secrets.Services.Trials.TrySpend(record.Header.Length); i++)
        {
            decryptor.SequenceNumber = expected + (i << (8 * length - 1));
            DecryptedRecord read = decryptor.Decrypt(record, _plaintext);
            if (!read.IsAuthenticated) continue;
            decryptor.SequenceNumber = read.Number + 1;
            OnDecrypted(direction, record, read);
            return true;
        }

        decryptor.SequenceNumber = expected;
        return false;
    }

    /// <summary>
    /// Numbers begin at 0 (RFC 9000 §12.3), but some senders skip up to a random one. Acknowledgments tell it, or the numbers of another
    /// level.
    /// </summary>
    private List<ulong>? LikelyNumbersOf(int side, int epoch)
    {
        const ulong FarFromZero = 128;
        List<ulong>? likely = null;
        Add(_sides[side].SpaceOf(epoch).Acknowledged);
        foreach (EpochRecords space in _sides[side].Spaces) Add(space.Window.Highest);
        return likely;

        void Add(ulong? number)
        {
            if (number >= FarFromZero) (likely ??= []).Add(number.Value + 1);
        }
    }

    protected override IReadOnlyList<ulong>? LikelyNumbersOf(Direction direction) => LikelyNumbersOf(direction.Side, direction.WireEpoch);
}
