using TlsDissect.Decryption;
using TlsDissect.Handshakes;
using TlsDissect.Protocol;
using TlsDissect.Records.Dtls;
using TlsDissect.Secrets;

namespace TlsDissect.Connections.Datagrams;

/// <content>The secrets of epochs, and records that wait for them.</content>
internal sealed partial class DtlsConnection
{
    protected override int MaxOvertaken => PlaintextOrder.Window;

    /// <summary>
    /// Assigns an epoch to the handshake whose keys protect it: before DTLS 1.3 each has one of its own, then all belong to the first.
    /// Returns <c>false</c> if that handshake is still to be read.
    /// </summary>
    protected override bool TryBind(Direction direction, in TlsRecord record)
    {
        if (Handshakes().Current is null && Middle is not null) Recognize(Middle);
        if (Handshakes().Current is not Handshake handshake) return true;
        bool isUnified = record.Number is null;
        // The other side may be in a renegotiation already, because datagrams overtake each other.
        if (!isUnified && handshake.Number >= direction.WireEpoch && Handshakes().Of(direction.Sender) is { } own &&
            own.Number == direction.WireEpoch - 1) handshake = own;
        Epoch epoch = isUnified ? (Epoch)Math.Min(direction.WireEpoch, (int)Epoch.Application) : Epoch.Initial;
        if (!isUnified && handshake.Number < direction.WireEpoch - 1) return IsEnding || !Context.Keys.MayHaveAny;
        bool isBound = direction.Handshake is Handshake bound && (isUnified || bound.Number >= direction.WireEpoch - 1);
        if (!isBound || direction.Epoch != epoch) direction.AwaitKeys(isBound ? direction.Handshake! : handshake, epoch);
        return true;
    }

    /// <summary>
    /// Derives the keys of an epoch that a KeyUpdate of DTLS 1.3 began (RFC 9147 §8) from those of the epoch before it. The record verifies
    /// them.
    /// </summary>
    protected override bool TryDerived(Direction direction, in TlsRecord record)
    {
        if (record.Number is not null || direction.WireEpoch <= (int)Epoch.Application) return false;
        if (direction.Handshake?.Protection is not RecordProtection protection) return false;
        EpochState? before = null;
        int epoch = direction.WireEpoch;
        while (before is not { TrafficSecret.Length: > 0 } && epoch > (int)Epoch.Application) before = direction.StateOf(--epoch);
        if (before is not { TrafficSecret: { Length: > 0 } secret, Generation: int generation }) return false;
        FoundKeys? found = null;
        for (; epoch < direction.WireEpoch; epoch++)
        {
            found?.Decryptor.Dispose();
            found = FoundKeys.TryNext(protection, Epoch.Application, secret, generation++);
            if (found?.TrafficSecret is not byte[] next) return false;
            secret = next;
        }

        DecryptedRecord decrypted = Secrets.Services.Decrypt(found!.Decryptor, null, record);
        if (!decrypted.IsAuthenticated)
        {
            found.Decryptor.Dispose();
            return false;
        }

        direction.Protect(found);
        OnDecrypted(direction, record, decrypted);
        return true;
    }

    protected override bool TryRead(WaitingDatagrams.HeldRecord held)
    {
        ReadOnlySpan<byte> bytes = held.Bytes;
        return !DtlsRecordReader.TryRead(ref bytes, held.ConnectionIdLength, out DtlsRecord record) ||
            TryRead(held.Side, held.Epoch, record, held.Position);
    }

    /// <summary>In DTLS 1.3 the number that a nonce needs is encrypted too, so nothing is read without a key.</summary>
    internal override bool TryReadUnchecked(Direction direction, DecryptionReason reason) =>
        direction.Handshake?.Version.IsDtls13() != true && base.TryReadUnchecked(direction, reason);
}
