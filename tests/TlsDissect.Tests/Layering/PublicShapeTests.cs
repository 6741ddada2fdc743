using System.Reflection;

namespace TlsDissect.Tests.Layering;

/// <summary>A user of the library cannot change a message: it has no arrays and no lists.</summary>
public class PublicShapeTests
{
    public static TheoryData<Type> Types => [.. typeof(TlsDissector).Assembly.GetExportedTypes().Where(type =>
        type.Namespace!.StartsWith("TlsDissect.Protocol", StringComparison.Ordinal) ||
            type.Namespace.StartsWith("TlsDissect.Messages", StringComparison.Ordinal) ||
        type == typeof(MessageEntry) || type == typeof(AlertEntry) || type == typeof(ViolationEntry))];

    [Theory]
    [MemberData(nameof(Types))]
    public void No_public_member_returns_something_that_can_be_changed(Type type)
    {
        const BindingFlags Members = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        Assert.Empty(type.GetMethods(Members).Where(method => CanBeChanged(method.ReturnType)).Select(method => method.Name));
        Assert.Empty(type.GetFields(Members).Where(field => CanBeChanged(field.FieldType)).Select(field => field.Name));
    }

    private static bool CanBeChanged(Type type) => type.IsArray || (type.IsGenericType && type.GetGenericTypeDefinition() is Type open &&
        (open == typeof(List<>) || open == typeof(IReadOnlyList<>) || open == typeof(IList<>) || open == typeof(Memory<>) ||
            open == typeof(Span<>) || open == typeof(IReadOnlyCollection<>)));

    [Fact]
    public void The_test_sees_what_can_be_changed() =>
        Assert.True(
            CanBeChanged(typeof(byte[])) && CanBeChanged(typeof(IReadOnlyList<string>)) && !CanBeChanged(typeof(ReadOnlyMemory<byte>)));
}
