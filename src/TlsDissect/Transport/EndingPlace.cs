namespace TlsDissect.Transport;

/// <summary>
/// Where in the input a connection ends. Shared by the tables of one dissector. While a consumer is told its end: the packet at which that
/// was decided; the largest number at the end of the input.
/// </summary>
internal sealed class EndingPlace
{
    public long Packet { get; set; }
}
