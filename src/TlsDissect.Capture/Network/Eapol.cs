namespace TlsDissect.Capture.Network;

/// <summary>Recognizes EAP over LAN (IEEE 802.1X), which is not dissected but named by the EAP method that it carries.</summary>
internal static class Eapol
{
    private const int HeaderSize = 4;
    private const byte EapPacket = 0;

    /// <summary>Refuses a frame. Returns <c>false</c>, for the caller to return.</summary>
    public static bool Refuse(ref PacketCursor data)
    {
        if (!data.Has(HeaderSize) || data[1] != EapPacket || !EapMethod.TryReadTlsMethod(data.Captured[HeaderSize..], out byte method))
            return data.Refuse(UndissectedKind.EtherType, EtherType.Eapol);
        return data.Refuse(UndissectedKind.EapOverLan, method);
    }
}
