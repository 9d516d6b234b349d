"""What a handler gets as its second argument: the attributes of awslambdaric's LambdaContext."""

import time


class _Empty:
    """Cognito's identity, of which an invocation by the API has none."""

    cognito_identity_id = None
    cognito_identity_pool_id = None


class LambdaContext:
    def __init__(self, context, deadline):
        self.aws_request_id = context["awsRequestId"]
        self.log_group_name = context["logGroupName"]
        self.log_stream_name = context["logStreamName"]
        self.function_name = context["functionName"]
        self.memory_limit_in_mb = str(context["memoryLimitInMB"])
        self.function_version = context["functionVersion"]
        self.invoked_function_arn = context["invokedFunctionArn"]
        self.tenant_id = None
        self.client_context = None
        self.identity = _Empty()
        self._epoch_deadline_time_in_ms = deadline

    def get_remaining_time_in_millis(self):
        return max(0, int(self._epoch_deadline_time_in_ms - time.time() * 1000))

    def log(self, msg):
        import logging

        for handler in logging.getLogger().handlers:
            if hasattr(handler, "log"):
                return handler.log(str(msg))
        print(msg)

    def __repr__(self):
        names = ("aws_request_id", "log_group_name", "log_stream_name", "function_name",
                 "memory_limit_in_mb", "function_version", "invoked_function_arn",
                 "client_context", "identity", "tenant_id")  # fmt: skip
        return f"LambdaContext([{','.join(f'{name}={getattr(self, name)}' for name in names)}])"
