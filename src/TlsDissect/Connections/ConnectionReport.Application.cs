using System.Security.Cryptography;
using TlsDissect.Protocol;

namespace TlsDissect.Connections;

/// <content>Finds the application protocol by the first plaintext, where ALPN does not name it.</content>
internal sealed partial class ConnectionReport
{
    private FirstPlaintext? _firstPlaintext;

    /// <summary>Whether plaintext of the client or the server is missing: what follows is not the beginning.</summary>
    private (bool Client, bool Server) _isInterrupted;

    /// <summary>Bytes of memory used by plaintext that is kept.</summary>
    public int HeldPlaintext => _firstPlaintext?.Held ?? 0;

    /// <summary>Keeps the beginning of a side's plaintext. It is known to be the beginning only if the hello was captured.</summary>
    private void NotePlaintext(Sender from, ReadOnlySpan<byte> plaintext)
    {
        bool isInterrupted = from == Sender.Client ? _isInterrupted.Client : _isInterrupted.Server;
        if (isInterrupted || Summary.Alpn is not null || Summary.ClientHelloList.Count == 0) return;
        (_firstPlaintext ??= new FirstPlaintext()).Add(from, plaintext);
    }

    /// <summary>Notes data of a side that is missing or stays encrypted.</summary>
    private void Interrupt(Sender from)
    {
        if (from == Sender.Client) _isInterrupted.Client = true;
        else _isInterrupted.Server = true;
    }

    private void AddToHash(Direction direction, ReadOnlySpan<byte> plaintext)
    {
        if (_context.Options.IsHashed(Summary.Id))
            (direction.PlaintextHash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256)).AppendData(plaintext);
    }

    private void NameApplication()
    {
        _firstPlaintext?.Decide();
        Summary.DataProtocol = _firstPlaintext?.Name;
        _firstPlaintext = null;
    }

    /// <summary>Notes a datagram's record of application data that stays encrypted. Its epoch tells it from the handshake.</summary>
    public void OnOpaqueRecord(Sender from, int ciphertextLength, in StreamPosition position)
    {
        DirectionCounts counts = Count(from, ciphertextLength);
        if (IsDataWanted()) _context.Sink.OnOpaqueData(View, from, ciphertextLength, position);
        Summary.Milestones.OnOpaque(from, position, isHandshake: false, mayBeFinished: false, hasData: counts.Records > 0);
    }
}
