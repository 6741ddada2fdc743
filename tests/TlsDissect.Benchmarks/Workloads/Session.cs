using System.Text;
using TlsDissect.Protocol;

namespace TlsDissect.Benchmarks.Workloads;

/// <summary>
/// One TLS connection, made step by step so that many can be interleaved: handshake, one HTTP exchange a mebibyte of response, end.
/// </summary>
internal abstract class Session(TcpPair tcp, ServerIdentity server, Random random, long responseBytes)
{
    /// <summary>The connection is still there when the capture ends.</summary>
    public bool StaysOpen { get; init; }

    /// <summary>All of it is one response, as a download is.</summary>
    public bool IsOneResponse { get; init; }

    private const int MaxRecord = 1 << 14;
    private const int MaxBody = 1 << 20;

    private static readonly byte[] Body = MakeBody();

    protected TcpPair Tcp { get; } = tcp;

    protected ServerIdentity Server { get; } = server;

    /// <summary>Each step writes a few packets.</summary>
    public IEnumerable<bool> Steps()
    {
        Tcp.Open();
        foreach (bool step in Handshake()) yield return step;
        for (long sent = 0; sent < responseBytes;)
        {
            long body = IsOneResponse ? responseBytes : Math.Min(MaxBody, responseBytes - sent);
            SendData(Side.Client,
                Encoding.ASCII.GetBytes($"GET /object/{sent} HTTP/1.1\r\nHost: {Server.Name}\r\nUser-Agent: bench\r\nAccept: */*\r\n\r\n"));
            SendData(Side.Server,
                Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {body}\r\n\r\n"));
            for (long at = 0; at < body; at += MaxRecord)
            {
                SendData(Side.Server, Body.AsSpan((int)(at % MaxBody), (int)Math.Min(MaxRecord, body - at)));
                if ((at & (MaxRecord * 4 - 1)) == 0) yield return true;
            }

            sent += body;
        }

        if (!StaysOpen)
        {
            SendAlert(Side.Client, [1, 0]);
            SendAlert(Side.Server, [1, 0]);
            Tcp.Close();
        }

        Dispose();
    }

    protected abstract IEnumerable<bool> Handshake();

    protected abstract void SendData(Side side, ReadOnlySpan<byte> data);

    protected abstract void SendAlert(Side side, ReadOnlySpan<byte> alert);

    protected virtual void Dispose() { }

    protected byte[] RandomBytes(int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>A record in the clear.</summary>
    protected void SendPlain(Side side, ContentType type, ReadOnlySpan<byte> content, ushort version = 0x0303) =>
        Tcp.Send(side, [(byte)type, (byte)(version >> 8), (byte)version, (byte)(content.Length >> 8), (byte)content.Length, .. content]);

    private static byte[] MakeBody()
    {
        byte[] body = new byte[MaxBody];
        Random random = new(7);
        for (int i = 0; i < body.Length; i++) body[i] = (byte)(i % 64 == 63 ? '\n' : 'a' + random.Next(26));
        return body;
    }
}
