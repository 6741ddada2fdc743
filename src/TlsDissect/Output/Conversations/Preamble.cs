using System.Buffers;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Conversations;

/// <summary>The cleartext before TLS, kept until the first plaintext. Only then are its end and the request for TLS known.</summary>
internal sealed class Preamble
{
    private readonly List<Piece> _pieces = [];
    private readonly ArrayBufferWriter<byte>[] _said = [new(), new()];

    /// <summary>Index of each side's last piece, if that piece is missing; otherwise -1.</summary>
    private readonly int[] _gaps = [-1, -1];

    /// <summary>Bytes that one side sent, or that are missing.</summary>
    private readonly record struct Piece(Sender From, long Length, bool IsMissing, CaptureTime Time);

    public void Add(Sender from, ReadOnlySpan<byte> said, CaptureTime time)
    {
        _pieces.Add(new Piece(from, said.Length, false, time));
        _said[(int)from].Write(said);
        _gaps[(int)from] = -1;
    }

    /// <summary>Notes missing bytes. A connection that stays encrypted has many such places in a row, which become one piece.</summary>
    public void Skip(Sender from, long bytes)
    {
        int gap = _gaps[(int)from];
        if (gap >= 0)
        {
            _pieces[gap] = _pieces[gap] with { Length = _pieces[gap].Length + bytes };
            return;
        }

        _gaps[(int)from] = _pieces.Count;
        _pieces.Add(new Piece(from, bytes, true, default));
    }

    /// <summary>Writes all of it except the request for TLS.</summary>
    public void Tell(IConversation conversation)
    {
        (int client, int server) = TlsRequest.Find(_said[(int)Sender.Client].WrittenSpan, _said[(int)Sender.Server].WrittenSpan);
        int[] end = new int[2], next = new int[2];
        end[(int)Sender.Client] = _said[(int)Sender.Client].WrittenCount - client;
        end[(int)Sender.Server] = _said[(int)Sender.Server].WrittenCount - server;
        foreach (Piece piece in _pieces)
        {
            if (piece.IsMissing)
            {
                conversation.Skip(piece.From, piece.Length);
                continue;
            }

            int side = (int)piece.From;
            int told = Math.Clamp(end[side] - next[side], 0, (int)piece.Length);
            if (told > 0) conversation.Say(piece.From, _said[side].WrittenSpan.Slice(next[side], told), piece.Time);
            next[side] += (int)piece.Length;
        }
    }
}
